"""Calling the ledger from a test in few words."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID, uuid4

import psycopg
from psycopg import sql
from psycopg.rows import namedtuple_row
from psycopg.types.json import Jsonb

if TYPE_CHECKING:
    from decimal import Decimal

Row: TypeAlias = Any  # a named tuple whose columns the called function decides

_codes = itertools.count(1)


def beside(account_id: object) -> UUID:
    """Return a new id with the bucket of an account: a client's own group of holds."""
    return UUID(f"{str(uuid4())[:-4]}{str(account_id)[-4:]}")


_BATCH = """
    SELECT r.*
    FROM ledger.post_transfers(
        p_transfers => (
            SELECT array_agg(
                jsonb_populate_record(NULL::ledger.transfer_request, e.item)
                ORDER BY e.position
            )
            FROM jsonb_array_elements(%s) WITH ORDINALITY AS e (item, position)
        ),
        p_atomic => %s
    ) AS r
    ORDER BY r.item_number
"""


class LedgerCalls:
    """A session of ledger_dba; rows come back as named tuples."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        """Take an open connection over."""
        self.connection = connection
        connection.row_factory = namedtuple_row

    def call(self, function: str, **arguments: object) -> Row:
        """Call ``ledger.function`` with named arguments, ``p_`` added, and return its one row."""
        rows = self.rows(function, **arguments)
        assert len(rows) == 1, f"{function} returned {len(rows)} rows"
        return rows[0]

    def rows(self, function: str, **arguments: object) -> list[Row]:
        """Call ``ledger.function`` and return all its rows."""
        names = [name if name.startswith("p_") else f"p_{name}" for name in arguments]
        values = [Jsonb(v) if isinstance(v, dict) else v for v in arguments.values()]
        query = sql.SQL("SELECT r.* FROM {}({}) AS r").format(
            sql.Identifier("ledger", function),
            sql.SQL(", ").join(sql.SQL("{} => %s").format(sql.Identifier(n)) for n in names),
        )
        return self.connection.execute(query, values).fetchall()

    def account(self, code: str | None = None, currency: str = "USD", **arguments: object) -> Row:
        """Open an account and return its row; it gets a code of its own when none is given."""
        code = code or f"account-{next(_codes)}"
        return self.call("open_account", currency=currency, code=code, **arguments)

    def post(self, *transfers: dict[str, Any], atomic: bool = False) -> list[Row]:
        """Post a batch given as dictionaries of ledger.transfer_request; return the results."""
        items = [{key: _plain(value) for key, value in item.items()} for item in transfers]
        return self.connection.execute(_BATCH, (Jsonb(items), atomic)).fetchall()

    def balance(self, account_id: UUID) -> Decimal:
        """Return an account's balance."""
        balance: Decimal = self.call("get_balance", account_id=account_id).balance
        return balance


def _plain(value: object) -> object:
    return value if isinstance(value, dict | int | bool | None) else str(value)
