"""The doors by which one transfer comes in; each gives a verdict of one form.

A verdict is the code and the values behind it, or ``posted``; what a door cannot say, it skips.
"""

from __future__ import annotations

import csv
import itertools
import json
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.types.json import Jsonb

from tests.doors.inputs import POSTED
from tests.doors.verdicts import (
    PYTHON,
    Door,
    Verdict,
    code_of_name,
    named,
    of_error,
    of_response,
)
from tests.importer.conftest import importing
from tests.importer.journals import HEADER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.doors.verdicts import Item
    from tests.doors.world import World
    from tests.support.callers import Caller
    from tests.support.databases import Database

_numbers = itertools.count(1)


class Doors:
    """All of them in one world."""

    def __init__(self, world: World, database: Database, caller: Caller, folder: Path) -> None:
        """Take a world over; SQL is asked through its DBA's session, HTTP by the caller."""
        self.world = world
        self.database = database
        self.caller = caller
        self.folder = folder
        self.session = world.ledger.connection
        self.actor = ""

    def of(self, actor: str, caller: Caller, session: psycopg.Connection[Any]) -> Doors:
        """Return the doors for somebody: an actor in SQL, through the gateway's session."""
        doors = Doors(self.world, self.database, caller, self.folder)
        doors.session, doors.actor = session, actor
        return doors

    def with_actors(self) -> list[Door]:
        """Return the doors that somebody comes through; a file is imported by a login.

        The gateway alone may post for many at once; without it, REST goes that way.
        """
        gathered = Door("post_gathered", self._gathered, keeps_refusals=True)
        return [gathered, *(door for door in self.all() if door.name != "import")]

    def all(self) -> list[Door]:
        """Return every door."""
        legs = frozenset({"expected_version"})
        return [
            Door("post_transfer", self._function("post_transfer")),
            Door("transfer", self._function("transfer")),
            Door("python values", self._python),
            Door("post_transfers", self._array(1), keeps_refusals=True),
            Door("batch", self._array(3), keeps_refusals=True),
            Door("atomic batch", self._array(1, ", p_atomic => true")),
            Door("call", self._call, keeps_refusals=True),
            Door("json batch", self._json, keeps_refusals=True),
            Door("legs", self._legs, legs),
            Door("legs in a batch", self._legs_of_a_batch, legs, keeps_refusals=True),
            Door("rest", self._rest, keeps_refusals=True),
            Door("rest batch", self._rest_batch, keeps_refusals=True),
            Door("rest legs", self._rest_legs, legs, keeps_refusals=True),
            Door(
                "import",
                self._import,
                frozenset({"metadata", "transaction_type", "expected_version"}),
                keeps_refusals=True,
            ),
        ]

    def _rows(self, call: str, *values: object) -> Verdict:
        """Run a call of a function; the first failure, or the error, is the verdict."""
        words = "" if call.startswith("CALL") else "SELECT * FROM "
        actor = f", p_actor => {self.actor})" if self.actor else ")"
        statement = f"{words}{call.removesuffix(')')}{actor}"
        try:
            cursor = self.session.cursor(row_factory=psycopg.rows.dict_row)
            rows = cursor.execute(statement.encode(), values).fetchall()
        except psycopg.Error as error:
            return of_error(error)
        row = next((r for r in rows if r.get("failure_code")), {})
        return Verdict(row.get("failure_code") or POSTED, row.get("failure_detail"))

    def _arguments(self, item: Item) -> tuple[str, list[Any]]:
        """Return named arguments, and their values as text."""
        required = dict.fromkeys(("from_account_id", "to_account_id", "amount"))
        return named(required | self.world.said(item))

    def _function(self, name: str) -> Callable[[Item], Verdict]:
        def ask(item: Item) -> Verdict:
            arguments, values = self._arguments(item)
            return self._rows(f"ledger.{name}({arguments})", *values)

        return ask

    def _python(self, item: Item) -> Verdict:
        said = self.world.said(item)
        values: dict[str, Any] = dict.fromkeys(("from_account_id", "to_account_id", "amount"))
        for name, value in said.items():
            values[name] = PYTHON.get(name, str)(value)
        names = ", ".join(f"p_{name} => %s" for name in values)
        return self._rows(f"ledger.post_transfer({names})", *values.values())

    def _array(self, size: int, more: str = "") -> Callable[[Item], Verdict]:
        def ask(item: Item) -> Verdict:
            arguments, values = self._arguments(item)
            neighbour, its = self._arguments(
                self.world.item(idempotency_key="first", amount="1.00")
            )
            one, other = f"ledger.transfer_item({arguments})", f"ledger.transfer_item({neighbour})"
            items = [one] if size == 1 else [other, one, other]
            given = values if size == 1 else [*its, *values, *its]
            call = f"ledger.post_transfers(ARRAY[{', '.join(items)}]{more})"
            return self._rows(call, *given)

        return ask

    def _gathered(self, item: Item) -> Verdict:
        arguments, values = self._arguments(item)
        return self._rows(
            f"ledger_gateway.post_gathered(ARRAY[ledger.transfer_item({arguments})],"
            f" ARRAY[{self.actor or 'NULL'}]::ledger.actor[])",
            *values,
        )

    def _call(self, item: Item) -> Verdict:
        arguments, values = self._arguments(item)
        return self._rows(f"CALL ledger.post_transfer_gathered({arguments})", *values)

    def _json(self, item: Item) -> Verdict:
        said = [self.world.said(item)]
        return self._rows("ledger.post_transfers_json(%s::jsonb)", Jsonb(said))

    def _with_legs(self, item: Item) -> Item:
        """Return it as a transaction: who pays is debited, who is paid credited."""
        said = self.world.said(item)
        money = {name: said.pop(name) for name in ("amount", "currency") if name in said}
        sides = (("from_account_id", "DEBIT"), ("to_account_id", "CREDIT"))
        legs = [
            {"entry_type": kind, **money, **({"account_id": said[side]} if side in said else {})}
            for side, kind in sides
        ]
        rest = {name: value for name, value in said.items() if not name.endswith("account_id")}
        return {**rest, "entries": legs}

    def _legs(self, item: Item) -> Verdict:
        arguments, values = named(self._with_legs(item))
        return self._rows(f"ledger.post_transaction_json({arguments})", *values)

    def _legs_of_a_batch(self, item: Item) -> Verdict:
        document = [self._with_legs(item)]
        return self._rows("ledger.post_transactions_json(%s::jsonb)", Jsonb(document))

    def _rest(self, item: Item) -> Verdict:
        return self._post("/v1/transfers", self.world.said(item))

    def _rest_legs(self, item: Item) -> Verdict:
        return self._post("/v1/transactions", self._with_legs(item))

    def _post(self, path: str, body: Item) -> Verdict:
        key = body.pop("idempotency_key")
        return of_response(self.caller.post(path, body, key=key.encode().decode("latin-1")))

    def _rest_batch(self, item: Item) -> Verdict:
        body = {"transfers": [self.world.said(item)]}
        return of_response(self.caller.post("/v1/transfers/batch", body))

    def _import(self, item: Item) -> Verdict:
        journal = self.folder / f"journal-{next(_numbers)}.csv"
        row = {
            "reference": item["idempotency_key"],
            "effective_on": item.get("effective_at") or "2024-01-01",
            "from_account": code_of_name(item["from_account_id"]),
            "to_account": code_of_name(item["to_account_id"]),
            "amount": item["amount"],
            "currency": item["currency"],
            "description": item.get("description"),
        }
        with journal.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, HEADER.split(","))
            writer.writeheader()
            writer.writerow(row)
        summary = importing(lambda: self.database.connect("ledger_dba"))(journal)
        if not summary.refusals.first:
            return Verdict(POSTED)
        refusal = summary.refusals.first[0]
        assert refusal.line == 2
        try:
            return Verdict(refusal.code, json.loads(refusal.detail))
        except ValueError:
            return Verdict(refusal.code)
