"""Monitors of amounts."""
