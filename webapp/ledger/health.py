"""Asking the database about itself."""

from webapp.db import Database
from webapp.ledger.statements import select
from webapp.rows.health import LedgerMetric, Version

_VERSION = select(Version, "ledger.version()")


def version(database: Database) -> Version:
    """Return which code the database runs."""
    return database.fetch_one(Version, _VERSION, {})


_METRICS = select(LedgerMetric, "ledger.metrics()")


def metrics(database: Database) -> list[LedgerMetric]:
    """Return the figures the ledger gives of itself."""
    return database.fetch_all(LedgerMetric, _METRICS, {})
