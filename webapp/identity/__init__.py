"""Who asks: a token or an API key read, and remembered for a moment."""
