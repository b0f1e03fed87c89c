"""Reads asked of a standby, never older than what the one who asks has written."""
