"""The schemas of the ledger as lists in SQL: said once, so that no test forgets one."""

from __future__ import annotations

# Whose functions people and programs call for somebody: each ends in p_actor.
DOORS = "('ledger', 'ledger_gateway')"
# What is called or read from outside.
FACES = "('ledger', 'ledger_gateway', 'reporting')"
# Where tables are.
TABLES = "('ledger_private', 'ledger_audit')"
# All of them.
OURS = "('ledger', 'ledger_gateway', 'reporting', 'ledger_private', 'ledger_audit')"
