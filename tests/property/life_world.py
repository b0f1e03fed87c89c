"""The model and a database side by side: each operation is asked of both, and compared."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psycopg
from psycopg.types.json import Jsonb

from tests.property.life import Life
from tests.property.life_stories import PLANS, WORLD
from tests.property.life_things import Account, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.property.life_things import Hold
    from tests.support.ledger_calls import LedgerCalls, Row

_OPEN = """
    SELECT a.account_id::text
    FROM jsonb_array_elements(%s) WITH ORDINALITY AS r (request, n)
    CROSS JOIN LATERAL ledger.open_account(
        r.request ->> 'currency',
        p_min_balance => (r.request ->> 'floor')::numeric,
        p_max_balance => (r.request ->> 'ceiling')::numeric
    ) AS a
    ORDER BY r.n
"""
_ACCOUNTS = """
    SELECT a.balance, a.held, a.available, a.version, a.status, a.allows_credits
    FROM ledger.accounts AS a JOIN unnest(%s::uuid[]) WITH ORDINALITY AS w (account_id, n)
        USING (account_id)
    ORDER BY w.n
"""
_ENTRIES = """
    SELECT w.n - 1, e.entry_type, e.amount, e.balance_after
    FROM ledger.transaction_entries AS e
    JOIN unnest(%s::uuid[]) WITH ORDINALITY AS w (account_id, n) USING (account_id)
    ORDER BY w.n, e.account_version
"""
_HOLDS = """
    SELECT h.amount, h.captured, h.remaining, h.status
    FROM ledger.holds AS h JOIN unnest(%s::uuid[]) WITH ORDINALITY AS w (hold_id, n)
        USING (hold_id)
    ORDER BY w.n
"""


class LifeWorld:
    """One sequence's accounts, in the database and in the model."""

    def __init__(self, books: LedgerCalls) -> None:
        """Open and fund the accounts of the plan."""
        self.books = books
        self.prefix = f"{uuid4()}/"
        self.keys = 0
        plans = [
            {"currency": c, "floor": "-Infinity" if low is None else low, "ceiling": high}
            for c, low, high, _ in PLANS
        ]
        self.ids = [row[0] for row in books.connection.execute(_OPEN, (Jsonb(plans),))]
        self.hold_ids: list[Any] = []
        self.transaction_ids: list[Any] = []
        self.limit_ids: dict[tuple[int, str], Any] = {}
        self.agrees = True
        self.answers: list[tuple[str, dict[str, Any], Any]] = []
        decimal = {None: None}
        self.life = Life(
            [
                Account(c, decimal.get(low, low and Decimal(low)), high and Decimal(high))  # type: ignore[arg-type]
                for c, low, high, _ in PLANS
            ]
        )
        for number, (currency, _, _, funds) in enumerate(PLANS):
            if Decimal(funds):
                payer = WORLD[currency]
                row = books.call(
                    "post_transfer",
                    from_account_id=self.ids[payer],
                    to_account_id=self.ids[number],
                    amount=funds,
                )
                self.transaction_ids.append(row.transaction_id)
                self.life.transfer(payer, number, Decimal(funds))

    def key(self, *, wanted: bool) -> dict[str, str]:
        """Return a new key as an argument, or none."""
        self.keys += 1
        return {"idempotency_key": f"{self.prefix}{self.keys}"} if wanted else {}

    def both(
        self,
        model: Callable[[], Any],
        function: str,
        **arguments: Any,  # noqa: ANN401
    ) -> Row | None:
        """Ask both, and compare the answers; return the ledger's row, None for a refusal."""
        code, row = self.ask(function, **arguments)
        expected = None
        try:
            model()
        except Refused as refusal:
            expected = refusal.code
        self.agree(code, expected, f"{function} {arguments}")
        if row is not None and "idempotency_key" in arguments:
            self.answers.append((function, arguments, row[0]))
        return row

    def ask(self, function: str, **arguments: Any) -> tuple[str | None, Row | None]:  # noqa: ANN401
        """Call a function and return the SQLSTATE that it raised, or its row."""
        try:
            return None, self.books.call(function, **arguments)
        except psycopg.Error as error:
            return error.sqlstate, None

    def agree(self, told: object, expected: object, about: str) -> None:
        """Fail when the ledger and the model say different things."""
        self.agrees = told == expected
        assert told == expected, f"{about}: {told}, the model says {expected}"

    def posted(self, row: Row | None) -> None:
        """Remember the transaction under the model's number."""
        if row is not None:
            self.transaction_ids.append(row.transaction_id)
        assert len(self.transaction_ids) == len(self.life.posted)

    def compare(self) -> None:
        """Compare what every account holds, keeps back and may do."""
        life = self.life
        rows = self.books.connection.execute(_ACCOUNTS, (self.ids,)).fetchall()
        for number, (row, account) in enumerate(zip(rows, life.accounts, strict=True)):
            held = life.held(number)
            expected = (
                account.balance,
                held,
                account.balance - held,
                len(account.entries),
                account.status,
                account.allows_credits,
            )
            self.agree(tuple(row), expected, f"account {number}")

    def compare_history(self) -> None:
        """Compare every entry and every hold."""
        entries = self.books.connection.execute(_ENTRIES, (self.ids,)).fetchall()
        assert [tuple(row) for row in entries] == [
            (number, *entry)
            for number, account in enumerate(self.life.accounts)
            for entry in account.entries
        ]
        holds = self.books.connection.execute(_HOLDS, (self.hold_ids,)).fetchall()
        assert [tuple(row) for row in holds] == [_shown(hold) for hold in self.life.holds]


def _shown(hold: Hold) -> tuple[Decimal, Decimal, Decimal, str]:
    keeps = hold.remaining if hold.status == "OPEN" else Decimal(0)
    return (hold.amount, hold.captured, keeps, hold.status)
