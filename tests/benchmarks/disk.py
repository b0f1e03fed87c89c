"""The tables that posting writes: how large they are, and how much of that is air."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from psycopg.rows import dict_row

if TYPE_CHECKING:
    from tests.support.databases import Database

POSTED = (
    "ledger_private.account",
    "ledger_audit.transaction",
    "ledger_audit.transaction_entry",
    "ledger_private.idempotency_key",
    "ledger_private.queued_request",
    "ledger_private.hold",
    "ledger_private.hold_event",
    "ledger_audit.audit_log",
)
_SIZES = """
    SELECT c.relname, pg_table_size(c.oid) AS bytes
    FROM pg_class AS c WHERE c.oid = ANY (%(tables)s::regclass[])
    UNION ALL
    SELECT c.relname, pg_relation_size(c.oid)
    FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
    WHERE i.indrelid = ANY (%(tables)s::regclass[])
    ORDER BY 1
"""
_HEAPS = """
    SELECT c.relname AS relation, s.table_len AS bytes, s.dead_tuple_percent AS dead_percent,
        s.free_percent, NULL::float8 AS leaf_density
    FROM pg_class AS c CROSS JOIN LATERAL pgstattuple(c.oid::regclass) AS s
    WHERE c.oid = ANY (%(tables)s::regclass[])
    UNION ALL
    SELECT c.relname, s.index_size, NULL, NULL, nullif(s.avg_leaf_density, 'NaN')
    FROM pg_index AS i
    JOIN pg_class AS c ON c.oid = i.indexrelid
    JOIN pg_am AS m ON m.oid = c.relam AND m.amname = 'btree'
    CROSS JOIN LATERAL pgstatindex(c.oid::regclass) AS s
    WHERE i.indrelid = ANY (%(tables)s::regclass[])
    ORDER BY 1
"""


def sizes(database: Database) -> dict[str, int]:
    """Return the bytes of each table, without its indexes, and of each index."""
    with database.connect() as connection:
        return dict(connection.execute(_SIZES, {"tables": list(POSTED)}).fetchall())


def density(database: Database) -> list[dict[str, Any]]:
    """Return dead and free shares of the tables, and how full the leaves of B-trees are."""
    with database.connect(row_factory=dict_row) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pgstattuple")
        return connection.execute(_HEAPS, {"tables": list(POSTED)}).fetchall()
