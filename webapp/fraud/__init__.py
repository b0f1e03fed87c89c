"""Fraud checks: the rules, and the cases to decide."""
