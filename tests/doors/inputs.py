"""What is asked at every door, and the one verdict on it: the code, and the values behind it.

An input says how it differs from a plain transfer; accounts stand by their names in the world.
Each is tried at each door that can say it: a file has no metadata, a leg no expected version.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

POSTED = "posted"
LARGE = "1" + "0" * 30


@dataclass(frozen=True)
class Input:
    """A request that is not plain, and what every door says of it."""

    name: str
    changes: dict[str, Any]
    code: str
    detail: dict[str, Any] = field(default_factory=dict)
    # What legs say instead, which name one account each.
    of_legs: dict[str, Any] | None = None
    # A refusal by a rule is on file where several are asked at once; one of form is not.
    is_on_file: bool = False
    # The code of doors whose own form comes first.
    elsewhere: dict[str, str] = field(default_factory=dict)


INPUTS = (
    Input("plain", {}, POSTED),
    Input("zeros at its end", {"amount": "1.5000"}, POSTED),
    Input("zeros before it", {"amount": "0001.50"}, POSTED),
    Input("no amount", {"amount": None}, "LG108", {"missing": ["amount"]}),
    Input("nothing", {"amount": "0"}, "LG104", {"amount": "0"}),
    Input("nothing with decimals", {"amount": "0.00"}, "LG104", {"amount": "0.00"}),
    Input("less than nothing", {"amount": "-1"}, "LG103", {"amount": "-1"}),
    Input(
        "a tenth of a cent",
        {"amount": "1.005"},
        "LG105",
        {"amount": "1.005", "currency": "EUR", "decimals_allowed": 2},
    ),
    Input("too large", {"amount": LARGE}, "LG106", {"amount": LARGE}),
    Input("no number", {"amount": "NaN"}, "LG101", {"amount": "NaN"}),
    Input("without end", {"amount": "Infinity"}, "LG102", {"amount": "Infinity"}),
    Input("without end below", {"amount": "-Infinity"}, "LG102", {"amount": "-Infinity"}),
    Input("unknown currency", {"currency": "XQX"}, "LG003", {"currency": "XQX"}),
    Input("currency in small letters", {"currency": "eur"}, "LG003", {"currency": "eur"}),
    # A cell of blanks is an empty one.
    Input(
        "blank currency",
        {"currency": " "},
        "LG003",
        {"currency": " "},
        elsewhere={"import": "LG108"},
    ),
    Input(
        "another currency",
        {"currency": "USD"},
        "LG205",
        {
            "currency": "USD",
            "from_account_currency": "EUR",
            "from_account_id": "payer",
            "to_account_id": "payee",
        },
        of_legs={"currency": "USD", "account_currency": "EUR", "account_id": "payer", "leg": 1},
    ),
    Input(
        "accounts of two currencies",
        {"to_account_id": "dollars"},
        "LG205",
        {
            "currency": "EUR",
            "from_account_currency": "EUR",
            "from_account_id": "payer",
            "to_account_id": "dollars",
        },
        of_legs={"currency": "EUR", "account_currency": "USD", "account_id": "dollars", "leg": 2},
    ),
    Input(
        "no payer",
        {"from_account_id": None},
        "LG108",
        {"missing": ["from_account_id"]},
        of_legs={"missing": ["account_id"], "leg": 1},
    ),
    Input(
        "no payee",
        {"to_account_id": None},
        "LG108",
        {"missing": ["to_account_id"]},
        of_legs={"missing": ["account_id"], "leg": 2},
    ),
    Input(
        "unknown payer",
        {"from_account_id": "unknown"},
        "LG001",
        {"from_account_id": "unknown", "to_account_id": "payee"},
        of_legs={"account_id": "unknown", "leg": 1},
    ),
    Input(
        "unknown payee",
        {"to_account_id": "unknown"},
        "LG001",
        {"from_account_id": "payer", "to_account_id": "unknown"},
        of_legs={"account_id": "unknown", "leg": 2},
    ),
    Input("to itself", {"to_account_id": "payer"}, "LG107", {"account_id": "payer"}),
    Input(
        "long key",
        {"idempotency_key": "k" * 256},
        "LG109",
        {"field": "idempotency_key"},
        elsewhere=dict.fromkeys(("rest", "rest legs"), "WEB105"),
    ),
    Input(
        "key with an invisible mark",
        {"idempotency_key": "a\u200bb"},
        "LG109",
        {"field": "idempotency_key"},
        elsewhere=dict.fromkeys(("rest", "rest legs"), "WEB105"),
    ),
    Input("used key", {"idempotency_key": "first"}, "LG301", {"idempotency_key": "first"}),
    Input("long description", {"description": "d" * 1001}, "LG109", {"field": "description"}),
    Input("metadata of no object", {"metadata": [1]}, "LG109", {"field": "metadata"}),
    Input("large metadata", {"metadata": {"a": "x" * 16384}}, "LG109", {"field": "metadata"}),
    Input("type of two words", {"transaction_type": "a b"}, "LG109", {"field": "transaction_type"}),
    Input("long type", {"transaction_type": "a" * 41}, "LG109", {"field": "transaction_type"}),
    Input(
        "after the last year",
        {"effective_at": "infinity"},
        "LG109",
        {"field": "effective_at"},
    ),
    Input(
        "in a closed period",
        {"effective_at": "2020-01-15"},
        "LG250",
        {"closed_through_on": "2020-01-31"},
        is_on_file=True,
    ),
    Input(
        "another version",
        {"expected_version": 99},
        "LG302",
        {"account_id": "payer", "expected_version": 99},
        is_on_file=True,
    ),
    Input(
        "too little money",
        {"amount": "1000.00"},
        "LG201",
        {"account_id": "payer", "needed": "1000.00", "currency": "EUR"},
        is_on_file=True,
    ),
    Input(
        "too much money",
        {"to_account_id": "full", "amount": "11.00"},
        "LG202",
        {"account_id": "full", "amount": "11.00", "room": "10.00", "currency": "EUR"},
        is_on_file=True,
    ),
    Input(
        "what is frozen",
        {"from_account_id": "frozen"},
        "LG201",
        {"account_id": "frozen", "needed": "1.50", "available": "0.00"},
        is_on_file=True,
    ),
    Input(
        "from a suspended account",
        {"from_account_id": "suspended"},
        "LG203",
        {"account_id": "suspended"},
        is_on_file=True,
    ),
    Input(
        "to a closed account",
        {"to_account_id": "closed"},
        "LG204",
        {"account_id": "closed"},
        is_on_file=True,
    ),
    Input(
        "beyond a limit",
        {"from_account_id": "limited", "amount": "6.00"},
        "LG240",
        {"account_id": "limited", "limit": "5.00", "used": "0.00", "requested": "6.00"},
        is_on_file=True,
    ),
    Input(
        "beyond a limit at once",
        {"from_account_id": "cautious", "amount": "9.00"},
        "LG241",
        {"account_id": "cautious", "limit": "8.00", "requested": "9.00"},
        is_on_file=True,
    ),
)
