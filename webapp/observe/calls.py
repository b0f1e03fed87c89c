"""Asking the database about itself."""

from webapp.calling import select
from webapp.db import Database
from webapp.observe.rows import LedgerMetric, Version

_VERSION = select(Version, "ledger.version()")


def version(database: Database) -> Version:
    """Return which code the database runs."""
    return database.fetch_one(Version, _VERSION, {})


_METRICS = select(LedgerMetric, "ledger.metrics()")


def metrics(database: Database) -> list[LedgerMetric]:
    """Return the figures the ledger gives of itself."""
    return database.fetch_all(LedgerMetric, _METRICS, {})


# A server, what it has been restored or promoted to, and one database's own life on it.
_HISTORY = """
    SELECT format(
        '%%s.%%s.%%s',
        s.system_identifier,
        CASE WHEN NOT pg_is_in_recovery() THEN left(pg_walfile_name(pg_current_wal_lsn()), 8) END,
        d.oid
    )
    FROM pg_control_system() AS s
    CROSS JOIN pg_database AS d
    WHERE d.datname = current_database()
"""


class _Text(str):
    __slots__ = ()


def history(database: Database) -> str:
    """Return a name for the history of the database: another after a restore or a promotion."""
    return database.fetch_one(_Text, _HISTORY, {})
