"""What a DBA's program is told, whatever its language: accounts, money, refusals, a page."""

from __future__ import annotations

from typing import Any


def check(told: dict[str, Any]) -> None:
    """Compare a program's document with the ledger's promises; amounts are texts, never floats."""
    assert told["deposited"] == "90071992547409.93", "a float has 90071992547409.94 or no digits"
    assert told["moved_again"] == told["moved"], "a key repeated gives the first answer"
    assert told["posted"] == {
        "status": "COMPLETED",
        "amount": "0.10",
        "effective_at": "2026-01-31T12:00:00Z",
        "is_new": True,
    }
    first = {"status": "COMPLETED", "amount": "0.20", "is_replay": False}
    assert told["batch"] == [first, {**first, "amount": "1.00"}]
    assert told["batch_again"] == [{**first, "is_replay": True}]
    assert told["legs"] == "0.30"

    refused = told["refused"]
    assert refused["code"] == "LG201"
    assert refused["message"].startswith("LG201 insufficient_funds: ")
    assert refused["detail"]["available"] == "14.10"
    assert refused["detail"]["needed"] == "14.11"
    assert told["other_request"]["code"] == "LG301"
    assert told["misspelt"]["code"] == "LG109"
    assert told["misspelt"]["detail"]["field"] == "Amount"

    assert told["pages"] == [["14.10", "13.80"], ["12.80", "12.60"]]
    assert told["left"] == "90071992547395.83"
