"""What every door of names needs: who asks, and how a verdict is read."""

from __future__ import annotations

import csv
import itertools
from typing import TYPE_CHECKING, cast

import psycopg

from tests.importer.conftest import importing
from tests.importer.journals import HEADER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from werkzeug.test import TestResponse

    from tests.support.callers import Caller
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

ACCOUNTS: tuple[str, ...] = ("account_code", "kind", "currency")
JOURNAL = tuple(HEADER.split(","))
numbers = itertools.count(1)


class Desk:
    """Everybody who can name something, in one database."""

    def __init__(
        self, ledger: LedgerCalls, database: Database, people: dict[str, Caller], folder: Path
    ) -> None:
        """Open what the calls need."""
        self.ledger = ledger
        self.database = database
        self.people = people
        self.folder = folder
        self.user = ledger.call("create_user", username="nemo").user_id
        self.accounts = [
            ledger.account(None, "EUR", user_id=self.user, min_balance=-1000).account_id
            for _ in range(2)
        ]

    def of(self, kind: str) -> dict[str, Callable[[str], str]]:
        """Return the doors by which a kind of name comes in, by their names."""
        prefix = f"_{kind.replace(' ', '_')}_by_"
        return {
            door.removeprefix(prefix): getattr(self, door)
            for door in dir(self)
            if door.startswith(prefix)
        }

    def _sql(self, read: str, function: str, **arguments: object) -> str:
        try:
            row = self.ledger.rows(function, **arguments)[0]
        except psycopg.Error as error:
            return error.sqlstate or "lost"
        return f"kept {getattr(row, read)}"

    def _fresh(self) -> UUID:
        return cast("UUID", self.ledger.account(None, "EUR", user_id=self.user).account_id)

    def _import(self, header: tuple[str, ...], row: tuple[str, ...]) -> str | None:
        journal, accounts = self.folder / "journal.csv", self.folder / "accounts.csv"
        lines = {journal: [JOURNAL], accounts: [ACCOUNTS]}
        lines[journal if header == JOURNAL else accounts] = [header, row]
        for path, content in lines.items():
            with path.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(content)
        run = importing(lambda: self.database.connect("ledger_dba"))
        refused = run(journal, accounts).refusals.first
        return refused[0].code if refused else None


def verdict_of(response: TestResponse, read: str) -> str:
    """Return the verdict that an answer over HTTP is, `read` being the member with the name."""
    document = response.get_json()
    if response.status_code < 400:
        return f"kept {document[read]}"
    # The shape of a body, which says as much before the ledger is asked.
    return "LG109" if document["code"] == "WEB102" else str(document["code"])
