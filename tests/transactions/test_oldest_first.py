"""Lists of transactions, oldest first: whoever pages on meets what was committed late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.security.tampering import rewrite
from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.callers import Caller
    from tests.support.databases import Database


class _Shop(NamedTuple):
    """A customer with two accounts, each with a payee of its own: nobody waits for the other."""

    user_id: int
    operator_id: int
    accounts: tuple[str, str]
    payees: tuple[str, ...]


@pytest.fixture
def shop(database: Database) -> _Shop:
    """Give each of the two accounts enough to pay with."""
    with database.connect() as connection:
        ledger = LedgerCalls(connection)
        user_id = ledger.call("create_user", username="shop").user_id
        made = [ledger.account(f"shop:{n}", user_id=user_id).account_id for n in (1, 2)]
        for account_id in made:
            ledger.call("deposit", account_id=account_id, amount="1000")
        payees = tuple(str(ledger.account(f"payee:{n}").account_id) for n in (1, 2))
        operator_id = ledger.call("create_user", username="olga", role="operator").user_id
    return _Shop(user_id, operator_id, (str(made[0]), str(made[1])), payees)


def _pay(connection: Any, shop: _Shop, which: int, *amounts: int) -> None:  # noqa: ANN401 - any session
    for amount in amounts:
        connection.execute(
            "SELECT ledger.post_transfer(%s, %s, %s)",
            (shop.accounts[which], shop.payees[which], amount),
        )


def _in_sql(database: Database, **asked: object) -> Callable[[object], list[tuple[int, object]]]:
    def page(after: object) -> list[tuple[int, object]]:
        with database.connect() as connection:
            rows = LedgerCalls(connection).rows(
                "list_transactions", is_ascending=True, limit=2, after=after,
                transaction_type="transfer", **asked,
            )  # fmt: skip
        return [(int(row.amount), row.transaction_id) for row in rows]

    return page


def _over_rest(caller: Caller, query: str) -> Callable[[object], list[tuple[int, object]]]:
    def page(after: object) -> list[tuple[int, object]]:
        path = f"/v1/transactions?sort=created_at&limit=2&transaction_type=transfer{query}"
        answer = caller.get(path + (f"&cursor={after}" if after else "")).get_json()
        cursor = answer["next_cursor"]
        return [(int(float(item["amount"])), cursor) for item in answer["items"]]

    return page


def _walked(page: Callable[[object], list[tuple[int, object]]], after: object) -> list[int]:
    found = []
    while rows := page(after):
        found += [amount for amount, _ in rows]
        after = rows[-1][1]
        if after is None:
            break
    return found


_WAYS = ("all", "of a user", "of accounts by their code", "over REST", "over REST, its own")


def _way(
    name: str, database: Database, shop: _Shop, caller: Callable[[str, int], Caller]
) -> Callable[[object], list[tuple[int, object]]]:
    return {
        "all": lambda: _in_sql(database),
        "of a user": lambda: _in_sql(database, user_id=shop.user_id),
        "of accounts by their code": lambda: _in_sql(database, account_code_prefix="shop:"),
        "over REST": lambda: _over_rest(caller("operator", shop.operator_id), ""),
        "over REST, its own": lambda: _over_rest(caller("customer", shop.user_id), ""),
    }[name]()


@pytest.mark.parametrize("name", _WAYS)
def test_what_commits_late_is_on_a_later_page(
    name: str, database: Database, shop: _Shop, caller: Callable[[str, int], Caller]
) -> None:
    """Seven is asked for first and committed after the first page was read."""
    page = _way(name, database, shop, caller)
    with database.connect(autocommit=False) as slow, database.connect() as quick:
        _pay(slow, shop, 0, 7)
        _pay(quick, shop, 1, 1, 2, 3)
        first = page(None)
        assert [amount for amount, _ in first] == [1, 2]
        slow.commit()
        assert sorted(_walked(page, first[-1][1])) == [3, 7]


@pytest.mark.parametrize("name", ["all", "of a user"])
def test_without_numbers_it_would_be_on_no_page(
    name: str, database: Database, shop: _Shop, caller: Callable[[str, int], Caller]
) -> None:
    """By the time of posting alone: so the test above can see the fault."""
    page = _way(name, database, shop, caller)
    with database.connect(autocommit=False) as slow, database.connect() as quick:
        rewrite(
            quick, "ledger.list_transactions",
            "PERFORM ledger_private.number_for_reading();", "NULL;",
        )  # fmt: skip
        _pay(slow, shop, 0, 7)
        _pay(quick, shop, 1, 1, 2, 3)
        first = page(None)
        slow.commit()
        assert _walked(page, first[-1][1]) == [3]


def test_a_session_sees_its_own_last(database: Database, shop: _Shop) -> None:
    """Before they are committed, too, and pages go on among them."""
    with database.connect(autocommit=False) as connection:
        _pay(connection, shop, 0, 4, 5, 6)
        ledger = LedgerCalls(connection)
        found: list[Any] = []
        while rows := ledger.rows(
            "list_transactions", is_ascending=True, limit=2, user_id=shop.user_id,
            transaction_type="transfer", after=found[-1].transaction_id if found else None,
        ):  # fmt: skip
            found += rows
        assert [int(row.amount) for row in found] == [4, 5, 6]


def test_whoever_writes_keeps_nobody_from_numbering(database: Database, shop: _Shop) -> None:
    """It reads what is there, and the feed goes on beside it."""
    with database.connect(autocommit=False) as writer, database.connect() as other:
        _pay(writer, shop, 1, 9)
        _pay(other, shop, 0, 4)
        listed = LedgerCalls(writer).rows(
            "list_transactions", is_ascending=True, transaction_type="transfer"
        )
        assert [int(row.amount) for row in listed] == [9, 4]
        other.execute("SET lock_timeout = '1s'")
        number = "SELECT ledger_private.number_events(true)"
        assert other.execute(number.encode()).fetchone() == (True,)


def test_times_narrow_what_is_read(database: Database, shop: _Shop) -> None:
    """Passes of numbering tell where in the feed a time is."""
    with database.connect() as connection:
        ledger = LedgerCalls(connection)
        moments = []
        for amount in range(1, 6):
            _pay(connection, shop, amount % 2, amount)
            ledger.rows("list_transactions", is_ascending=True, limit=1)
            (moment,) = ledger.rows("list_transactions", limit=1, user_id=shop.user_id)
            moments.append(moment.created_at)
        listed = ledger.rows(
            "list_transactions", is_ascending=True, user_id=shop.user_id,
            since=moments[1], until=moments[4],
        )  # fmt: skip
        assert [int(row.amount) for row in listed] == [2, 3, 4]
        for moment in moments:
            told = connection.execute(
                "SELECT ledger_private.position_before(%(at)s), (SELECT p.last_position"
                " FROM ledger_audit.feed_pass AS p WHERE p.passed_at < %(at)s"
                " ORDER BY p.pass_number DESC LIMIT 1)",
                {"at": moment},
            ).fetchone()
            assert told is not None
            assert told[0] == (told[1] or 0)
