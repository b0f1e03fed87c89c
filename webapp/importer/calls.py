"""Every statement an import sends: calls of the ledger's own functions, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, cast
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from webapp.importer.accounts import AccountRow
from webapp.importer.rows import JournalRow

_CREATE_USERS = """
SELECT made.user_id
FROM unnest(%s::text[]) WITH ORDINALITY AS wanted (username, position)
CROSS JOIN LATERAL ledger.create_user(p_username => wanted.username) AS made
ORDER BY wanted.position
"""

_FIND_USERS = """
SELECT found.user_id
FROM unnest(%s::text[]) WITH ORDINALITY AS wanted (username, position)
CROSS JOIN LATERAL ledger.find_user(p_username => wanted.username) AS found
ORDER BY wanted.position
"""

_FIND_ACCOUNTS = """
SELECT found.account_id, found.code, found.account_class, found.created_at
FROM unnest(%s::text[]) WITH ORDINALITY AS wanted (code, position)
CROSS JOIN LATERAL ledger.find_account(p_code => wanted.code) AS found
ORDER BY wanted.position
"""

_OPEN_ACCOUNTS = """
SELECT account_id, code, account_class, created_at
FROM ledger.open_accounts(p_accounts => ARRAY(
    SELECT ROW(
        item.currency, item.user_id, item.account_class, item.code, item.name,
        item.min_balance, NULL, item.metadata, NULL
    )::ledger.account_request
    FROM unnest(
        %s::text[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::numeric[], %s::jsonb[]
    ) WITH ORDINALITY AS item (
        currency, user_id, account_class, code, name, min_balance, metadata, position
    )
    ORDER BY item.position
))
"""

_POST_TRANSFERS = """
SELECT item_number, status, failure_code, failure_name, failure_detail, is_replay,
    from_balance, to_balance, created_at
FROM ledger.post_transfers(p_transfers => ARRAY(
    SELECT ROW(
        item.from_account_id, item.to_account_id, item.amount, item.currency,
        item.idempotency_key, item.description, NULL, item.effective_at, 'transfer', NULL
    )::ledger.transfer_request
    FROM unnest(
        %s::uuid[], %s::uuid[], %s::numeric[], %s::text[], %s::text[], %s::text[], %s::timestamptz[]
    ) WITH ORDINALITY AS item (
        from_account_id, to_account_id, amount, currency, idempotency_key, description,
        effective_at, position
    )
    ORDER BY item.position
))
ORDER BY item_number
"""

# The last entry of an account tells its balance after the transaction.
_POST_TRANSACTIONS = """
SELECT r.item_number, r.status, r.failure_code, r.failure_name, r.failure_detail, r.is_replay,
    (
        SELECT (e.entry ->> 'balance_after')::numeric
        FROM jsonb_array_elements(r.entries) WITH ORDINALITY AS e (entry, position)
        WHERE (e.entry ->> 'account_id')::uuid = asked.from_id
        ORDER BY e.position DESC
        LIMIT 1
    ) AS from_balance,
    (
        SELECT (e.entry ->> 'balance_after')::numeric
        FROM jsonb_array_elements(r.entries) WITH ORDINALITY AS e (entry, position)
        WHERE (e.entry ->> 'account_id')::uuid = asked.to_id
        ORDER BY e.position DESC
        LIMIT 1
    ) AS to_balance,
    r.created_at
FROM ledger.post_transactions_json(p_transactions => %s) AS r
INNER JOIN unnest(%s::uuid[], %s::uuid[]) WITH ORDINALITY AS asked (from_id, to_id, item_number)
    ON asked.item_number = r.item_number
ORDER BY r.item_number
"""


@dataclass(frozen=True, slots=True)
class OpenedAccount:
    """What an import needs to know of an account of the ledger."""

    account_id: UUID
    code: str
    account_class: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Move:
    """A row with the ids of its accounts: what moves, and the fees (payer, payee, amount) of it."""

    row: JournalRow
    from_id: UUID
    to_id: UUID
    amount: Decimal
    fees: tuple[tuple[UUID, UUID, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class PostedItem:
    """What became of one transfer of a batch."""

    item_number: int
    status: str
    failure_code: str | None
    failure_name: str | None
    failure_detail: dict[str, Any] | None
    is_replay: bool
    from_balance: Decimal | None
    to_balance: Decimal | None
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class Check:
    """One check of ledger.verify()."""

    name: str
    ok: bool
    detail: dict[str, Any] | None


def read_clock(connection: Connection[Any]) -> datetime:
    """Return the server's time, to tell what this run wrote from what was there before it."""
    (now,) = connection.execute("SELECT clock_timestamp()").fetchall()[0]
    return cast("datetime", now)


def create_users(connection: Connection[Any], usernames: Sequence[str]) -> list[int]:
    """Make customers, all or none, and return their ids in order. Raises LG305: a name is taken."""
    return [user_id for (user_id,) in connection.execute(_CREATE_USERS, (list(usernames),))]


def find_users(connection: Connection[Any], usernames: Sequence[str]) -> list[int]:
    """Return users' ids in order. Raises LG004 when one of the names is nobody's."""
    return [user_id for (user_id,) in connection.execute(_FIND_USERS, (list(usernames),))]


def find_accounts(connection: Connection[Any], codes: Sequence[str]) -> list[OpenedAccount]:
    """Return accounts by their codes, in order. Raises LG001 when one of them does not exist."""
    cursor = connection.cursor(row_factory=class_row(OpenedAccount))
    return cursor.execute(_FIND_ACCOUNTS, (list(codes),)).fetchall()


def open_accounts(
    connection: Connection[Any], rows: Sequence[tuple[AccountRow, int]]
) -> list[OpenedAccount]:
    """Open accounts, each with its owner's id, and return them in order.

    An account whose code is open already comes back as it is.
    """
    cursor = connection.cursor(row_factory=class_row(OpenedAccount))
    columns = (
        [row.currency for row, _ in rows],
        [user_id for _, user_id in rows],
        [row.account_class for row, _ in rows],
        [row.code for row, _ in rows],
        [row.name for row, _ in rows],
        [row.min_balance for row, _ in rows],
        [Jsonb(row.metadata) for row, _ in rows],
    )
    return cursor.execute(_OPEN_ACCOUNTS, columns).fetchall()


def post_moves(connection: Connection[Any], moves: Sequence[Move]) -> list[PostedItem]:
    """Post moves in one commit, each as the kind that it is; return what became of each."""
    answers: list[PostedItem] = []
    # In the order of the file: a row with fees may spend what the one before it brought.
    with connection.transaction():
        for has_fees, run in groupby(moves, key=lambda move: bool(move.fees)):
            post = post_transactions if has_fees else post_transfers
            answers += post(connection, list(run))
    return answers


def post_transfers(connection: Connection[Any], moves: Sequence[Move]) -> list[PostedItem]:
    """Post transfers; return what became of each, in order."""
    cursor = connection.cursor(row_factory=class_row(PostedItem))
    columns = (
        [move.from_id for move in moves],
        [move.to_id for move in moves],
        [move.amount for move in moves],
        [move.row.currency for move in moves],
        [move.row.reference for move in moves],
        [move.row.description for move in moves],
        [move.row.effective_at for move in moves],
    )
    return cursor.execute(_POST_TRANSFERS, columns).fetchall()


def post_transactions(connection: Connection[Any], moves: Sequence[Move]) -> list[PostedItem]:
    """Post each move and its fees as one transaction; return what became of each, in order."""
    cursor = connection.cursor(row_factory=class_row(PostedItem))
    columns = (
        Jsonb([_transaction(move) for move in moves]),
        [move.from_id for move in moves],
        [move.to_id for move in moves],
    )
    return cursor.execute(_POST_TRANSACTIONS, columns).fetchall()


def _transaction(move: Move) -> dict[str, Any]:
    parts = [(move.from_id, move.to_id, move.amount), *move.fees]
    return {
        "entries": [
            {
                "account_id": str(account_id),
                "entry_type": entry_type,
                "amount": f"{amount:f}",
                "currency": move.row.currency,
            }
            for payer_id, payee_id, amount in parts
            for account_id, entry_type in ((payer_id, "DEBIT"), (payee_id, "CREDIT"))
        ],
        "idempotency_key": move.row.reference,
        "description": move.row.description,
        "effective_at": move.row.effective_at.isoformat(),
    }


def verify(connection: Connection[Any]) -> list[Check]:
    """Return the result of every check the ledger makes of itself."""
    cursor = connection.cursor(row_factory=class_row(Check))
    return cursor.execute("SELECT name, ok, detail FROM ledger.verify()").fetchall()
