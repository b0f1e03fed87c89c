"""Reports over HTTP say what reporting tools are told, page by page; and the books are proved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.reporting.story import STORY
from tests.support.callers import code_of

if TYPE_CHECKING:
    from tests.support.callers import Caller
    from tests.support.databases import Database

_TOLD = {
    "account-balances?on={day}": "list_account_balances('{day}', '{axis}')",
    "trial-balance?on={day}": "get_trial_balance('{day}', '{axis}')",
    "balance-sheet?from_on={first}&through_on={day}": (
        "get_balance_sheet('{first}', '{day}', '{axis}')"
    ),
    "income-statement?from_on={first}&through_on={day}": (
        "get_income_statement('{first}', '{day}', '{axis}')"
    ),
}
_MORE = """
    SELECT ledger.update_account(a.account_id, p_accumulates => true)
    FROM ledger.accounts AS a WHERE a.code IN ('fees', 'alice');
    SELECT ledger.post_transfer(f.account_id, o.account_id, n / 100.0)
    FROM generate_series(1, 3) AS n, ledger.accounts AS f, ledger.accounts AS o
    WHERE f.code = 'payer' AND o.code IN ('fees', 'alice', 'bob');
"""


@pytest.fixture
def days(database: Database) -> dict[str, list[str]]:
    """Give the ledger its history, and return days in it, with the first of each range."""
    with database.connect() as connection:
        connection.execute(STORY)
        connection.execute(_MORE)
        (row,) = connection.execute(
            "SELECT current_date::text, (current_date - 1)::text, (current_date - 20)::text,"
            " (current_date - 400)::text"
        )
    return {"days": list(row), "first": [row[3]]}


def walked(caller: Caller, path: str) -> list[dict[str, Any]]:
    """Return the items of all pages."""
    items, cursor = [], ""
    while True:
        answer = caller.get(path + cursor)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        page = answer.get_json()
        items += page["items"]
        if not page.get("next_cursor"):
            return items
        cursor = f"&cursor={page['next_cursor']}"


@pytest.mark.parametrize("axis", ["booked", "effective"])
@pytest.mark.parametrize("report", sorted(_TOLD))
def test_a_report_is_what_reporting_tools_are_told(
    days: dict[str, list[str]], auditor: Caller, database: Database, report: str, axis: str
) -> None:
    """On both axes, of today and of days before; amounts exact."""
    seen = 0
    for day in days["days"]:
        names = {"day": day, "first": days["first"][0], "axis": axis}
        paged = "&limit=2" if "account" in report else ""
        path = f"/v1/reports/{report.format(**names)}&axis={axis}{paged}"
        with database.connect() as connection:
            told = [
                row
                for (row,) in connection.execute(
                    "SELECT jsonb_object_agg(e.key, CASE WHEN jsonb_typeof(e.value) = 'null'"
                    " THEN NULL ELSE e.value #>> '{}' END)"
                    f" FROM reporting.{_TOLD[report].format(**names)} AS r,"
                    " jsonb_each(to_jsonb(r)) WITH ORDINALITY AS e"
                    " GROUP BY r"
                )
            ]
        shown = [
            {name: value if value is None else str(value) for name, value in item.items()}
            for item in walked(auditor, path)
        ]
        assert sorted(shown, key=str) == sorted(
            ({name: row[name] for name in shown[0]} for row in told), key=str
        )
        seen += len(shown)
    assert seen >= 3


def test_days_that_make_no_range_are_refused(auditor: Caller) -> None:
    """And a day that is none, or missing."""
    path = "/v1/reports/balance-sheet?from_on=2026-02-01&through_on=2026-01-01"
    assert code_of(auditor.get(path)) == (422, "LG170")
    assert code_of(auditor.get("/v1/reports/trial-balance?on=2026-02-30")) == (422, "WEB102")
    assert code_of(auditor.get("/v1/reports/trial-balance")) == (422, "WEB102")


def test_the_books_are_proved_so_much_at_a_time(
    days: dict[str, list[str]], auditor: Caller
) -> None:
    """Until the proof is current; the newest is listed first."""
    assert days
    numbers: list[int] = []
    while True:
        proof = auditor.post("/v1/verifications", {"limit": 5}).get_json()
        numbers.append(proof["verification_number"])
        assert (proof["is_ok"], proof["broken"]) == (True, {})
        if proof["is_current"]:
            break
        # Of five events; accounts that were opened are events without a transaction.
        assert proof["transactions"] <= 5
    listed = walked(auditor, "/v1/verifications?limit=1")
    assert len(numbers) > 1
    assert [one["verification_number"] for one in listed] == numbers[::-1]
    assert listed[0] == proof
