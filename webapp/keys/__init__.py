"""Files of keys: those that sign tokens, and those that seal personal data."""
