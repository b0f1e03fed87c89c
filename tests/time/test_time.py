"""Balances and statements on two axes of time, and closed periods, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.callers import code_of

if TYPE_CHECKING:
    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row


@pytest.fixture
def dated(operator: Caller, ledger: LedgerCalls) -> Row:
    """Return an account that got 10 in June, 20 in July, and 40 in June but later booked."""
    world = ledger.account("vault", min_balance=-1000)
    account = ledger.account("jar")
    for amount, moment in (
        ("10.00", "2024-06-30T12:00:00Z"),
        ("20.00", "2024-07-02T00:00:00Z"),
        ("40.00", "2024-06-30T11:00:00Z"),
    ):
        posted = operator.transfer(world, account, amount, effective_at=moment)
        assert posted.status_code == 201
    return account


def test_a_balance_is_shown_on_either_axis_and_on_both(operator: Caller, dated: Row) -> None:
    """effective_at is told back; held and available are of now only."""
    path = f"/v1/accounts/{dated.account_id}"
    lines = operator.get(f"{path}/statement?axis=booked").get_json()["items"]
    second = lines[1]["booked_at"]
    june = operator.get(f"{path}/balance?effective_at=2024-06-30T23:59:59Z").get_json()
    assert (june["balance"], june["available"]) == ("50.00", None)
    assert june["effective_at"] == "2024-06-30T23:59:59Z"
    both = f"{path}/balance?effective_at=2024-06-30T23:59:59Z&as_of={second}"
    assert operator.get(both).get_json()["balance"] == "10.00"
    assert operator.get(f"{path}/balance?as_of={second}").get_json()["balance"] == "30.00"
    assert operator.get(f"{path}/balance").get_json()["effective_at"] is None


def test_a_statement_goes_by_effective_date_in_pages(operator: Caller, dated: Row) -> None:
    """Each line has the balance by value date; the pages join."""
    path = f"/v1/accounts/{dated.account_id}/statement"
    page = operator.get(f"{path}?limit=2").get_json()
    assert [line["balance"] for line in page["items"]] == ["70.00", "50.00"]
    rest = operator.get(f"{path}?limit=2&cursor={page['next_cursor']}").get_json()
    assert [(line["balance"], line["account_version"]) for line in rest["items"]] == [("40.00", 3)]
    assert rest["next_cursor"] is None
    booked = operator.get(f"{path}?axis=booked&limit=2").get_json()
    assert [line["balance"] for line in booked["items"]] == ["70.00", "30.00"]
    rest = operator.get(f"{path}?axis=booked&cursor={booked['next_cursor']}").get_json()
    assert [line["balance"] for line in rest["items"]] == ["10.00"]
    june = operator.get(f"{path}?effective_at=2024-06-30T23:00:00Z&from_at=2024-06-30T12:00:00Z")
    assert [line["amount"] for line in june.get_json()["items"]] == ["10.00"]


def test_a_statement_has_a_head_and_a_foot(operator: Caller, dated: Row) -> None:
    """Opening, totals and closing, on each page the same, and of a time without a line too."""
    path = f"/v1/accounts/{dated.account_id}/statement"
    july = operator.get(f"{path}?from_at=2024-07-01T00:00:00Z&limit=1").get_json()["summary"]
    assert (july["opening_balance"], july["money_in"], july["money_out"], july["entries"]) == (
        *("50.00", "20.00", "0.00", 1),
    )
    assert july["closing_balance"] == "70.00"
    idle = operator.get(f"{path}?from_at=2024-08-01T00:00:00Z").get_json()
    assert idle["items"] == []
    assert idle["summary"]["opening_balance"] == idle["summary"]["closing_balance"] == "70.00"
    booked = operator.get(f"{path}?axis=booked&limit=1").get_json()["summary"]
    assert (booked["opening_balance"], booked["entries"]) == ("0.00", 3)


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("axis=sideways", 422, "WEB102"),
        ("axis=booked&effective_at=2024-06-30T00:00:00Z", 400, "LG109"),
        ("cursor=bGluZTp4", 400, "WEB106"),
        ("cursor=bGluZToyMDI0LTk5LTk5VDAwOjAwOjAwKzAwOjAwLzE", 400, "WEB106"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    operator: Caller, dated: Row, query: str, status: int, code: str
) -> None:
    """With its own code."""
    path = f"/v1/accounts/{dated.account_id}/statement?{query}"
    assert code_of(operator.get(path)) == (status, code)


def test_a_statement_is_for_its_owner(as_alice: Caller, dated: Row) -> None:
    """Somebody else's account looks like none."""
    path = f"/v1/accounts/{dated.account_id}"
    assert code_of(as_alice.get(f"{path}/statement")) == (404, "LG001")
    question = f"{path}/balance?effective_at=2024-06-30T00:00:00Z"
    assert code_of(as_alice.get(question)) == (404, "LG001")


def test_a_period_is_closed_and_reopened(
    operator: Caller, auditor: Caller, as_alice: Caller, dated: Row, ledger: LedgerCalls
) -> None:
    """Closed to everybody; opened again by an act with a reason; auditors read who did it."""
    closed = operator.post("/v1/periods/close", {"through_on": "2024-06-30"})
    assert closed.status_code == 200
    assert closed.get_json()["closed_through_on"] == "2024-06-30"
    vault = ledger.call("find_account", code="vault")
    late = {"effective_at": "2024-06-30T10:00:00Z"}
    refused = operator.transfer(vault, dated, "1.00", key="late", **late)
    assert code_of(refused) == (422, "LG250")
    assert refused.get_json()["fields"]["closed_through_on"] == "2024-06-30"
    assert code_of(operator.post("/v1/periods/close", {"through_on": "2999-01-01"})) == (
        422,
        "LG251",
    )
    again = {"from_on": "2024-07-01", "reason": "a bill was found"}
    assert code_of(operator.post("/v1/periods/reopen", again)) == (422, "LG252")
    assert code_of(operator.post("/v1/periods/reopen", {"from_on": "2024-06-30"})) == (
        422,
        "WEB102",
    )
    opened = operator.post("/v1/periods/reopen", {**again, "from_on": "2024-06-30"})
    assert opened.get_json()["action"] == "REOPEN"
    assert operator.transfer(vault, dated, "1.00", key="early", **late).status_code == 201
    acts = auditor.get("/v1/periods").get_json()["items"]
    assert [(act["act_number"], act["reason"]) for act in acts] == [
        (2, "a bill was found"),
        (1, None),
    ]
    assert code_of(as_alice.get("/v1/periods")) == (403, "LG206")
    assert code_of(as_alice.post("/v1/periods/close", {"through_on": "2024-06-30"})) == (
        403,
        "LG206",
    )
