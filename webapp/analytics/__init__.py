"""What moved by day."""
