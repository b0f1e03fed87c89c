"""Seals: a tree of hashes over the feed, signed heads of it, and proofs."""
