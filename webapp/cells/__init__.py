"""Transfers between cells: carrying them on, and comparing what both cells say of them."""
