"""Reports of a day and of months."""
