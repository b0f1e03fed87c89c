"""Asking the database about itself."""

from webapp.calling import stored
from webapp.observe.rows import LedgerMetric, Version


@stored()
def version() -> Version:
    """Return which code the database runs."""


@stored()
def metrics() -> list[LedgerMetric]:
    """Return the figures the ledger gives of itself."""
