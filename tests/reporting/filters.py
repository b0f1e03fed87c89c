"""What people filter views by, generated from the catalog, and what reaches no key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.support.schemas import FACES

if TYPE_CHECKING:
    from psycopg import Connection

# Tables that grow with customers and with what they do.
LARGE = {
    *(
        "transaction",
        "transaction_entry",
        "audit_log",
        "idempotency_key",
        "feed_event",
        "feed_account",
    ),
    *("account", "account_code", "app_user", "login", "hold", "hold_event"),
}
_FILTERS = f"""
    SELECT n.nspname || '.' || c.relname, a.attname, format_type(a.atttypid, NULL)
    FROM pg_attribute AS a
    JOIN pg_class AS c ON c.oid = a.attrelid
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname IN {FACES} AND c.relkind = 'v'
        AND a.attnum > 0 AND NOT a.attisdropped
        AND (a.attname ~ '(^|_)(id|code|username|on|at)$' OR a.attname = 'idempotency_key')
    ORDER BY 1, 2
"""
_WAYS = {"timestamp with time zone": ("range", "newest"), "date": ("range",)}


@dataclass(frozen=True, slots=True, order=True)
class Filter:
    """One way to look for something in a view: equal to a value, an hour from it, the newest."""

    view: str
    column: str
    way: str
    type: str

    @property
    def name(self) -> str:
        """What the exceptions call it."""
        return f"{self.column} {self.way}"

    def query(self, connection: Connection[Any]) -> str:
        """Return the query, with a value that few rows have."""
        select = f"SELECT * FROM {self.view} AS v"
        if self.way == "newest":
            return f"{select} ORDER BY v.{self.column} DESC LIMIT 50"
        value = _rare_value(connection, self.view, self.column, self.type)
        if self.way == "range":
            after = f"{value} + interval '1 hour'"
            return f"{select} WHERE v.{self.column} >= {value} AND v.{self.column} < {after}"
        return f"{select} WHERE v.{self.column} = {value}"


def filters(connection: Connection[Any]) -> list[Filter]:
    """Return every filter of the views that are there."""
    return [
        Filter(view, column, way, type_name)
        for view, column, type_name in connection.execute(_FILTERS).fetchall()
        for way in _WAYS.get(type_name, ("equal",))
    ]


def _rare_value(connection: Connection[Any], view: str, column: str, type_name: str) -> str:
    sought = (
        f"SELECT quote_literal(r.{column}) FROM (SELECT v.{column} FROM {view} AS v"
        f" WHERE v.{column} IS NOT NULL) AS r GROUP BY r.{column}"
        " ORDER BY count(*), 1 LIMIT 1"
    )
    row = connection.execute(sought.encode()).fetchone()
    missing = {"text": "'none'", "bigint": "'7'", "uuid": f"'{'0' * 8}-0000-7000-8000-{'0' * 12}'"}
    literal = row[0] if row else missing.get(type_name, "'2025-01-01'")
    return f"{literal}::{type_name}"
