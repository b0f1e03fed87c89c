"""Filters of the feed: by type, by account; a page that holds little still goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.support.callers import code_of

if TYPE_CHECKING:
    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row


@pytest.fixture
def three(ledger: LedgerCalls) -> list[Row]:
    """Open three accounts; the first pays the second, and the second the third."""
    rows = [ledger.account(f"filtered-{n}", min_balance="-Infinity") for n in range(3)]
    for payer, payee in ((0, 1), (1, 2)):
        ledger.post(
            {
                "from_account_id": rows[payer].account_id,
                "to_account_id": rows[payee].account_id,
                "amount": "1",
            }
        )
    return rows


def _all(caller: Caller, query: str) -> list[dict[str, Any]]:
    """Return all events, page by page."""
    items: list[dict[str, Any]] = []
    path = f"/v1/events?limit=2&{query}"
    while True:
        page = caller.get(path).json
        assert page is not None
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        path = f"/v1/events?limit=2&{query}&cursor={page['next_cursor']}"


@pytest.mark.parametrize(
    ("query", "types"),
    [
        ("event_type=account.opened", {"account.opened": 3}),
        ("event_type=transaction.*", {"transaction.posted": 2}),
        ("event_type=hold.*", {}),
        ("event_type=hold.*,transaction.posted", {"transaction.posted": 2}),
        ("account_code=filtered-1", {"account.opened": 1, "transaction.posted": 2}),
        ("account_code=filtered-0&event_type=transaction.*", {"transaction.posted": 1}),
    ],
)
def test_what_fits_comes_once(
    operator: Caller, three: list[Row], query: str, types: dict[str, int]
) -> None:
    """In the order of the feed, and nothing else."""
    assert three
    found = _all(operator, query)
    positions = [event["event_position"] for event in found]
    assert positions == sorted(set(positions))
    counted: dict[str, int] = {}
    for event in found:
        # What other tests' set-up left in the ledger is no account of these.
        counted[event["event_type"]] = counted.get(event["event_type"], 0) + 1
    if "account" in query.partition("=")[0] or types == {}:
        assert counted == types
    else:
        assert {name: counted.get(name, 0) >= n for name, n in types.items()} == dict.fromkeys(
            types, True
        )
        assert set(counted) == set(types)


def test_a_mark_tells_how_far_was_looked(ledger: LedgerCalls, three: list[Row]) -> None:
    """Of a part of the feed fewer come than asked for: the next call begins behind the mark."""
    assert three
    rows = ledger.rows("list_events", event_types=["hold.placed"])
    (mark,) = rows
    newest = ledger.rows("list_events")[-1]
    assert (mark.event_type, mark.event_position) == (None, newest.event_position)
    behind = {"after_position": mark.event_position, "feed_id": mark.feed_id}
    assert ledger.rows("list_events", event_types=["hold.placed"], **behind) == []
    (hold,) = ledger.rows("hold_funds", account_id=three[0].account_id, amount=1)
    found = ledger.rows("list_events", event_types=["hold.placed"], **behind)
    assert [row.event_type for row in found] == ["hold.placed", None]
    assert found[0].object["hold_id"] == str(hold.hold_id)


@pytest.mark.parametrize("wanted", ["hold", "hold.eaten", "*", "", "nothing.*"])
def test_unknown_types_are_refused(operator: Caller, ledger: LedgerCalls, wanted: str) -> None:
    """With the list of those that there are."""
    with pytest.raises(psycopg.Error) as refused:
        ledger.rows("list_events", event_types=[wanted])
    assert refused.value.sqlstate == "LG109"
    assert "hold.placed" in (refused.value.diag.message_detail or "")
    if wanted:
        assert code_of(operator.get(f"/v1/events?event_type={wanted}")) == (400, "LG109")


def test_an_account_that_is_not_there_is_refused(operator: Caller) -> None:
    """By code and by id."""
    assert code_of(operator.get("/v1/events?account_code=nobody")) == (404, "LG001")
    nobody = "00000000-0000-7000-8000-000000000001"
    assert code_of(operator.get(f"/v1/events?account_id={nobody}")) == (404, "LG001")
