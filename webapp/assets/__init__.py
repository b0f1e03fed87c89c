"""Assets: what amounts are counted in."""
