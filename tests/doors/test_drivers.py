"""The table of inputs holds through the drivers of other languages too."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from psycopg.types.json import Jsonb

from tests.doors.doors import Doors
from tests.doors.inputs import INPUTS, POSTED
from tests.doors.test_table import disagreements
from tests.doors.verdicts import Door, Verdict
from tests.drivers.asking import ASKERS, Asker, asker

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.databases import Database

pytestmark = pytest.mark.system

_CARRIED = {"post_transfer", "transfer", "post_transfers", "batch", "json batch"}
_CARRIED |= {"legs", "legs in a batch"}


class DoorsOfADriver(Doors):
    """The functions, asked by a program in another language; values go as the driver sends them."""

    def __init__(self, doors: Doors, asker: Asker) -> None:
        """Take over the world of other doors."""
        super().__init__(doors.world, doors.database, doors.caller, doors.folder)
        self._asker = asker

    def all(self) -> list[Door]:
        """Return the functions whose arguments and answers the driver carries."""
        return [door for door in super().all() if door.name in _CARRIED]

    def _rows(self, call: str, *values: object) -> Verdict:
        texts = [
            json.dumps(value.obj)
            if isinstance(value, Jsonb)
            else None
            if value is None
            else str(value)
            for value in values
        ]
        told = self._asker.ask(f"SELECT to_jsonb(r)::text AS told FROM {call} AS r", texts)
        if "code" in told:
            is_ours = told["detail"] and told["code"].startswith("LG")
            return Verdict(told["code"], json.loads(told["detail"]) if is_ours else None)
        rows = [row for row in told["rows"] if isinstance(row, dict)]
        row = next((row for row in rows if row.get("failure_code")), {})
        return Verdict(row.get("failure_code") or POSTED, row.get("failure_detail"))


@pytest.mark.parametrize("name", ASKERS)
def test_every_driver_says_the_same(
    name: str, doors: Doors, database: Database, tmp_path: Path
) -> None:
    """One input, every function: the code and the detail of the table, and nothing left."""
    with asker(name, tmp_path, database) as program:
        through = DoorsOfADriver(doors, program)
        assert {door.name for door in through.all()} == _CARRIED
        found = [f"{g.name}: {what}" for g in INPUTS for what in disagreements(through, g)]
    assert found == []
