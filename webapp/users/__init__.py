"""Users: made, found and changed, and what they have open."""
