"""A client of a router, in a process of its own: it asks, and keeps what it was told.

    python -m tests.crash.paying URL ACCOUNTS JOURNAL NUMBER

Each line of the journal is on disk before the next step: what is asked for, then the answer. A
process that is killed leaves a request without an answer.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

TRANSFER = """
    SELECT t.status
    FROM ledger.post_transfer(%(payer)s, %(payee)s, %(amount)s, p_idempotency_key => %(key)s) AS t
"""
_BATCH = """
    SELECT r.status, r.failure_code
    FROM ledger.post_transfers_json(%(items)s::jsonb) AS r
    ORDER BY r.item_number
"""
DEPOSIT = """
    SELECT t.status FROM ledger.deposit(%(payee)s, %(amount)s, p_idempotency_key => %(key)s) AS t
"""
WITHDRAW = """
    SELECT t.status FROM ledger.withdraw(%(payer)s, %(amount)s, p_idempotency_key => %(key)s) AS t
"""
_ALONE = {"transfer": TRANSFER, "deposit": DEPOSIT, "withdraw": WITHDRAW}


def ask(connection: psycopg.Connection[Any], request: dict[str, Any]) -> list[str]:
    """Ask for something; return a status, or a code of ledger.errors, for each of its items."""
    if request["kind"] == "batch":
        items = json.dumps(
            [
                {
                    "from_account_id": item["payer"],
                    "to_account_id": item["payee"],
                    "amount": item["amount"],
                    "idempotency_key": item["key"],
                }
                for item in request["items"]
            ]
        )
        return [
            code or status
            for status, code in connection.execute(_BATCH, {"items": items}).fetchall()
        ]
    (item,) = request["items"]
    try:
        rows = connection.execute(_ALONE[request["kind"]].encode(), item).fetchall()
    except psycopg.Error as error:
        if error.sqlstate is None or not error.sqlstate.startswith("LG"):
            raise
        return [error.sqlstate]
    return [rows[0][0]]


class Asking:
    """Makes up requests."""

    def __init__(self, accounts: list[str], number: int) -> None:
        """Choose among the accounts."""
        self._accounts = accounts
        self._chance = random.Random(f"{number} {uuid4()}")

    def request(self) -> dict[str, Any]:
        """Return a request: half of the transfers go across, as the accounts are shuffled."""
        kind = self._chance.choices(("transfer", "batch", "deposit", "withdraw"), (7, 1, 1, 1))[0]
        return {
            "kind": kind,
            "items": [self._item() for _ in range(3 if kind == "batch" else 1)],
        }

    def _item(self) -> dict[str, str]:
        payer, payee = self._chance.sample(self._accounts, 2)
        amount = self._chance.choice(("0.01", "1.00", "3.33", "25.00", "400.00"))
        return {"key": uuid4().hex, "payer": payer, "payee": payee, "amount": amount}


def main(url: str, accounts: str, journal: str, number: str) -> None:
    """Ask until killed."""
    asking = Asking(Path(accounts).read_text(encoding="ascii").split(), int(number))
    out = os.open(journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    connection = None
    while True:
        request = asking.request()
        os.write(out, json.dumps({"asked": request}).encode() + b"\n")
        try:
            if connection is None or connection.closed:
                connection = psycopg.connect(url, autocommit=True, connect_timeout=5)
            told = ask(connection, request)
        except psycopg.Error as error:
            told = [f"? {error.sqlstate}"] * len(request["items"])
        if any(status != "COMPLETED" for status in told):
            time.sleep(0.05)
        keys = [item["key"] for item in request["items"]]
        os.write(out, json.dumps({"told": dict(zip(keys, told, strict=True))}).encode() + b"\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
