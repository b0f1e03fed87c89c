"""Balances kept in Redis for a moment; PostgreSQL decides, and answers whenever in doubt."""
