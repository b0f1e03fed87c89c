"""What somebody spent from a shared account goes on to count when the sharing is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.property.mutate import mutate
from tests.time.wrong_clock.acts import failing_checks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls


class Shared:
    """An account with 100.00 of one customer, and another who spends from it."""

    def __init__(self, ledger: LedgerCalls, web: psycopg.Connection[Any]) -> None:
        """Open it; nothing is shared yet."""
        owner, self.friend = (ledger.call("create_user", username=n).user_id for n in ("o", "f"))
        self.ledger, self._web = ledger, web
        self.payer = ledger.account(user_id=owner).account_id
        self._payee = ledger.account(user_id=self.friend).account_id
        ledger.call("deposit", account_id=self.payer, amount="100")

    def share(self, limit: str | None, period: str | None, kind: str = "spender") -> Any:  # noqa: ANN401
        """Share the account as it is given; return the row of ledger.delegations."""
        return self.ledger.call(
            "delegate_account",
            account_id=self.payer,
            user_id=self.friend,
            kind=kind,
            spend_limit=limit,
            spend_period=period,
        )

    def end(self) -> None:
        """Share it no longer."""
        self.ledger.call("revoke_delegation", account_id=self.payer, user_id=self.friend)

    def spend(self, amount: str) -> str:
        """Let the other spend so much; return the code of the refusal, or nothing."""
        try:
            self._web.execute(
                b"SELECT ledger.post_transfer(%s, %s, %s, p_actor =>"
                b" ROW(%s, 'customer', NULL, NULL, NULL, NULL)::ledger.actor)",
                (self.payer, self._payee, amount, self.friend),
            )
        except psycopg.Error as error:
            return error.sqlstate or "lost"
        return ""


@pytest.fixture
def shared(database: Database, ledger: LedgerCalls) -> Iterator[Shared]:
    """Give the account."""
    with database.connect("ledger_web") as web:
        yield Shared(ledger, web)


@pytest.mark.parametrize(
    ("before", "after"),
    [("week", "week"), ("week", "month"), ("month", "week"), ("total", "total"), ("week", "total"),
     ("total", "month"), ("transaction", "month")],
)  # fmt: skip
def test_a_limit_that_is_lowered_counts_what_was_spent(
    shared: Shared, before: str, after: str
) -> None:
    """Of whichever periods they are."""
    shared.share("50", before)
    assert shared.spend("30") == ""
    changed = shared.share("40", after)
    assert changed.spent == 30
    assert shared.spend("11") == "LG262"
    assert shared.spend("10") == ""
    assert failing_checks(shared.ledger) == set()


def test_a_limit_below_what_was_spent_is_used_up(shared: Shared) -> None:
    """And one that is raised again leaves what is left of it, not what the lower one left."""
    shared.share("50", "month")
    assert shared.spend("30") == ""
    assert shared.share("20", "month").spent == 20
    assert shared.spend("0.01") == "LG262"
    assert failing_checks(shared.ledger) == set()
    assert shared.share("50", "month").spent == 30
    assert shared.spend("21") == "LG262"
    assert shared.spend("20") == ""
    assert failing_checks(shared.ledger) == set()


@pytest.mark.parametrize(("kind", "limit"), [("spender", None), ("owner", None)])
def test_what_was_spent_without_a_limit_counts_too(
    shared: Shared, kind: str, limit: str | None
) -> None:
    """The day somebody sets the first one."""
    shared.share(limit, None, kind)
    assert shared.spend("30") == ""
    assert shared.share("40", "week").spent == 30
    assert shared.spend("11") == "LG262"
    assert failing_checks(shared.ledger) == set()


def test_who_only_looked_in_between_has_spent_it_all_the_same(shared: Shared) -> None:
    """A viewer has no limit, and the count is found again."""
    shared.share("50", "week")
    assert shared.spend("30") == ""
    shared.share(None, None, "viewer")
    assert shared.spend("1") == "LG206"
    assert shared.share("40", "week").spent == 30
    assert failing_checks(shared.ledger) == set()


def test_what_was_taken_away_begins_anew(shared: Shared) -> None:
    """Whoever takes it away and shares again means it."""
    shared.share("50", "week")
    assert shared.spend("30") == ""
    shared.end()
    assert shared.share("40", "week").spent == 0
    assert shared.spend("40") == ""
    assert failing_checks(shared.ledger) == set()


def test_a_counter_that_begins_anew_is_noticed(database: Database, shared: Shared) -> None:
    """By the tests here, and by verify()."""
    mutate(database, "changed_delegation", ("v_is.spent := least(p_spend_limit, CASE",
           "v_is.spent := 0 * least(p_spend_limit, CASE"))  # fmt: skip
    shared.share("50", "week")
    assert shared.spend("30") == ""
    assert shared.share("40", "week").spent == 0
    assert "delegations" in failing_checks(shared.ledger)
    shared.end()
