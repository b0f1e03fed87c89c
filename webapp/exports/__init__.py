"""Exports: entries of an account as a file."""
