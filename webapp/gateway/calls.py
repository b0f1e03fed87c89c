"""Asking the database which one it is."""

from webapp.db import Database

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
