"""What reads by time is right after repairs of times, and is wrong without what makes it so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.property.mutate import mutate
from tests.support.clocks import set_clock

if TYPE_CHECKING:
    from uuid import UUID

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

# How far ahead the clock is for each posting; None: the times are repaired.
_STEPS = (0, 0, 1825, 1825, 1830, None, 0, 0, 700, 700, None, None, 0, 0, 0, 40, None, 0)


class _Line(NamedTuple):
    version: int
    balance: Decimal
    booked_at: datetime
    transaction_id: UUID


class _History(NamedTuple):
    account_id: UUID
    lines: list[_Line]

    def at(self, moment: datetime) -> Decimal:
        """Return the balance after the last line booked by a moment."""
        balances = [line.balance for line in self.lines if line.booked_at <= moment]
        return balances[-1] if balances else Decimal(0)

    def moments(self) -> list[datetime]:
        """Return each moment of a booking, and those just before and after."""
        instant = timedelta(microseconds=1)
        at = {line.booked_at for line in self.lines}
        return sorted({m for b in at for m in (b - instant, b, b + instant)})


def lived(ledger: LedgerCalls) -> _History:
    """Post and repair as _STEPS says; return what the account's books must say by time."""
    account, world = (ledger.account(min_balance=-1_000_000).account_id for _ in range(2))
    lines: list[_Line] = []
    for number, step in enumerate(_STEPS):
        if step is None:
            set_clock(ledger.connection, timedelta(0))
            rows = ledger.rows("repair_times", now=datetime.now(UTC), reason="ahead")
            at = min((row.created_at for row in rows), default=datetime.max.replace(tzinfo=UTC))
            lines = [line._replace(booked_at=min(line.booked_at, at)) for line in lines]
            continue
        set_clock(ledger.connection, timedelta(days=step))
        row = ledger.call(
            "post_transfer", from_account_id=world, to_account_id=account, amount=str(2**number)
        )
        balance = Decimal(2**number) + (lines[-1].balance if lines else 0)
        lines.append(_Line(len(lines) + 1, balance, row.created_at, row.transaction_id))
    set_clock(ledger.connection, timedelta(0))
    return _History(account, lines)


def wrong_answers(ledger: LedgerCalls, told: _History) -> list[str]:
    """Return the questions by time that are answered wrongly."""
    questions = {
        "balance as of a moment": _balance_as_of,
        "balance that counts from a moment": _effective_balance,
        "entries between moments": _entries_between,
        "statement in pages": _statement,
        "transactions in pages": _transactions,
    }
    return [name for name, ask in questions.items() if not ask(ledger, told)]


def _balance_as_of(ledger: LedgerCalls, told: _History) -> bool:
    return all(
        ledger.call("get_balance", account_id=told.account_id, as_of=moment).balance
        == told.at(moment)
        for moment in told.moments()
    )


def _effective_balance(ledger: LedgerCalls, told: _History) -> bool:
    return all(
        ledger.call("get_balance", account_id=told.account_id, effective_at=moment).balance
        == told.at(moment)
        for moment in told.moments()
    )


def _entries_between(ledger: LedgerCalls, told: _History) -> bool:
    moments = told.moments()
    return all(
        [
            row.account_version
            for row in ledger.rows(
                "list_entries", account_id=told.account_id, since=since, until=until
            )
        ]
        == [line.version for line in reversed(told.lines) if since <= line.booked_at < until]
        for since, until in zip(moments, moments[5:], strict=False)
    )


def _statement(ledger: LedgerCalls, told: _History) -> bool:
    wanted = [(line.version, line.balance) for line in reversed(told.lines)]
    for axis in ("effective", "booked"):
        found: list[tuple[int, Decimal]] = []
        cursor: dict[str, object] = {}
        while len(found) <= len(wanted):
            page = ledger.rows(
                "get_statement", account_id=told.account_id, axis=axis, limit=2, **cursor
            )
            if not page:
                break
            found += [(row.account_version, row.balance) for row in page]
            cursor = {"before_version": page[-1].account_version}
            if axis == "effective":
                cursor["before_at"] = page[-1].effective_at
        if found != wanted:
            return False
    return True


def _transactions(ledger: LedgerCalls, told: _History) -> bool:
    # Those of one moment are in the order of their ids.
    forward = [
        line.transaction_id
        for line in sorted(told.lines, key=lambda line: (line.booked_at, line.transaction_id))
    ]
    for is_ascending, wanted in ((True, forward), (False, forward[::-1])):
        found: list[UUID] = []
        while len(found) <= len(wanted):
            page = ledger.rows(
                "list_transactions", account_id=told.account_id, limit=2,
                is_ascending=is_ascending, after=found[-1] if found else None,
            )  # fmt: skip
            if not page:
                break
            found += [row.transaction_id for row in page]
        if found != wanted:
            return False
    middle = told.lines[8].booked_at
    later = ledger.rows("list_transactions", account_id=told.account_id, since=middle)
    return {row.transaction_id for row in later} == {
        line.transaction_id for line in told.lines if line.booked_at >= middle
    }


def test_all_that_reads_by_time_goes_by_when_it_counts_as_booked(ledger: LedgerCalls) -> None:
    """Through three wrong clocks: balances, entries, statements and transactions, in pages."""
    assert wrong_answers(ledger, lived(ledger)) == []
    assert ledger.call("verify_new").is_ok


class _Fault(NamedTuple):
    """A change of a function's source, and the question that it answers wrongly then."""

    function: str
    old: str
    new: str
    wrong: str


_BOOKED_AT = "ledger_private.booked_at(e.account_id, e.account_position, e.created_at)"
_STATEMENT, _PAGES = "statement in pages", "transactions in pages"
_COUNTS = "balance that counts from a moment"
_FAULTS = (
    _Fault("last_entry_at", "r.created_at <= p_at", "false", "balance as of a moment"),
    _Fault("last_entry_at", "v_found.created_at := ledger", "PERFORM ledger", _COUNTS),
    _Fault("list_effective_versions", "CASE WHEN v_is_repaired", "CASE WHEN false", _STATEMENT),
    _Fault("line_counts_from", "e.created_at = p_effective_at", "false", _STATEMENT),
    _Fault("candidate_entries", "CASE WHEN v_is_repaired", "CASE WHEN false", _PAGES),
    _Fault("transaction_booked_at", _BOOKED_AT, "e.created_at", _PAGES),
    _Fault("booked_at", "SELECT least(p_created_at, (", "SELECT coalesce(p_created_at, (", _COUNTS),
)


@pytest.mark.parametrize("fault", _FAULTS, ids=lambda fault: f"{fault.function}: {fault.old}")
def test_each_part_of_it_is_needed(database: Database, ledger: LedgerCalls, fault: _Fault) -> None:
    """A planted fault in each reader makes it answer wrongly."""
    told = lived(ledger)
    mutate(database, fault.function, (fault.old, fault.new))
    assert fault.wrong in wrong_answers(ledger, told)
