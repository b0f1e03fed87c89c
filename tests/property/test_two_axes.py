"""Balances on two axes of time, against a sum over every entry."""

from __future__ import annotations

import itertools
import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from tests.support.ledger_calls import LedgerCalls

pytestmark = pytest.mark.long

_START = datetime(2024, 2, 27, 22, 58, tzinfo=UTC)
_NOTHING = Decimal(0)
# Seeds, and how far effective dates are strewn: many in one minute, and over many years.
_WORLDS = [
    (1, timedelta(minutes=3)),
    (2, timedelta(hours=30)),
    (3, timedelta(days=70)),
    (4, timedelta(days=4000)),
]
_BOOKED = """
    SELECT e.account_version, e.effective_at, e.created_at,
        CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END AS signed_amount
    FROM ledger.transaction_entries AS e WHERE e.account_id = %s ORDER BY e.account_version
"""


class Line(NamedTuple):
    """An entry as the oracle keeps it."""

    account_version: int
    effective_at: datetime
    created_at: datetime
    signed_amount: Decimal


def _moments(chance: random.Random, spread: timedelta) -> Iterator[datetime | None]:
    """Give effective dates: none, in order, at random, on whole units, and the same again."""
    latest = _START
    while True:
        kind = chance.randrange(6)
        moment = _START + spread * chance.random()
        if kind == 0:
            yield None
        elif kind == 1:
            latest += timedelta(seconds=chance.randrange(3))
            yield latest
        elif kind == 2:
            yield moment.replace(second=0, microsecond=0)
        elif kind == 3:
            yield moment.replace(hour=0, minute=0, second=0, microsecond=0)
        elif kind == 4:
            yield datetime.now(UTC) + timedelta(days=chance.randrange(3))
        else:
            yield moment


def _post(ledger: LedgerCalls, chance: random.Random, spread: timedelta, count: int) -> list[UUID]:
    accounts = [
        ledger.call("open_account", currency="USD", min_balance=Decimal("-Infinity")).account_id
        for _ in range(2)
    ]
    moments = _moments(chance, spread)
    while count > 0:
        size = min(count, chance.choice((1, 1, 7, 60)))
        items = [
            {
                "from_account_id": str(accounts[n]),
                "to_account_id": str(accounts[1 - n]),
                "amount": str(Decimal(chance.randrange(1, 10**6)) / 100),
                "effective_at": moment.isoformat() if moment else None,
            }
            for n, moment in zip(
                chance.choices((0, 1), k=size), list(itertools.islice(moments, size)), strict=True
            )
        ]
        assert {row.status for row in ledger.post(*items)} == {"COMPLETED"}
        count -= size
    return accounts


def _at(lines: list[Line], booked: datetime | None, effective: datetime | None) -> Decimal:
    return sum(
        (
            line.signed_amount
            for line in lines
            if (booked is None or line.created_at <= booked)
            and (effective is None or line.effective_at <= effective)
        ),
        _NOTHING,
    )


def _questions(
    chance: random.Random, lines: list[Line], count: int
) -> Iterator[tuple[datetime | None, datetime]]:
    for _ in range(count):
        line, other = chance.choice(lines), chance.choice(lines)
        effective = line.effective_at + chance.choice(
            (timedelta(0), timedelta(microseconds=1), -timedelta(microseconds=1), timedelta(days=1))
        )
        if chance.random() < 0.2:
            effective = effective.replace(hour=23, minute=59, second=59, microsecond=999999)
        yield chance.choice((None, other.created_at, other.created_at, _START)), effective


@pytest.mark.parametrize(("seed", "spread"), _WORLDS)
def test_a_balance_at_any_two_moments_is_the_sum_of_what_lies_before_both(
    ledger: LedgerCalls, seed: int, spread: timedelta
) -> None:
    """With 900 entries, most of them late, so that every structure is in use."""
    chance = random.Random(seed)
    accounts = _post(ledger, chance, spread, 900)
    for account in accounts:
        rows = ledger.connection.execute(_BOOKED, (account,)).fetchall()
        lines = [Line(*row) for row in rows]
        assert sum(line.effective_at != line.created_at for line in lines) > 600
        for booked, effective in _questions(chance, lines, 250):
            answer = ledger.call(
                "get_balance", account_id=account, as_of=booked, effective_at=effective
            )
            assert answer.balance == _at(lines, booked, effective), (booked, effective)
            assert answer.effective_at == effective


@pytest.mark.parametrize(("seed", "spread"), _WORLDS)
def test_a_statement_by_effective_date_is_all_entries_sorted_by_it(
    ledger: LedgerCalls, seed: int, spread: timedelta
) -> None:
    """Page by page, with the balance after each line, also as the books were known earlier."""
    chance = random.Random(seed)
    account = _post(ledger, chance, spread, 500)[0]
    lines = [Line(*row) for row in ledger.connection.execute(_BOOKED, (account,)).fetchall()]
    for booked, effective in ((None, None), *_questions(chance, lines, 3)):
        known = [line for line in lines if booked is None or line.created_at <= booked]
        known.sort(key=lambda line: (line.effective_at, line.account_version))
        balances = itertools.accumulate(line.signed_amount for line in known)
        expected = [
            (line.account_version, line.effective_at, balance)
            for line, balance in zip(known, balances, strict=True)
            if effective is None or line.effective_at <= effective
        ]
        expected.reverse()
        assert _statement(ledger, account, booked, effective, chance) == expected


def _statement(
    ledger: LedgerCalls,
    account: UUID,
    booked: datetime | None,
    effective: datetime | None,
    chance: random.Random,
) -> list[tuple[int, datetime, Decimal]]:
    found: list[tuple[int, datetime, Decimal]] = []
    at, version = None, None
    while True:
        page = ledger.rows(
            "get_statement",
            account_id=account,
            as_of=booked,
            effective_at=effective,
            before_at=at,
            before_version=version,
            limit=chance.choice((7, 100)),
        )
        assert len(found) <= 500, "a page repeats what was read"
        found += [(row.account_version, row.effective_at, row.balance) for row in page]
        if not page:
            return found
        at, version = page[-1].effective_at, page[-1].account_version
