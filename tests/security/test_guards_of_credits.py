"""Each condition of the way that takes no lock is needed: without it a probe answers otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.property.mutate import mutate
from tests.security.guards_of_credits import GUARDS, Guard
from tests.support.clocks import let_clock_be_wrong

if TYPE_CHECKING:
    from tests.support.databases import Database

pytestmark = pytest.mark.tampered


@pytest.mark.parametrize("name", GUARDS)
def test_a_probe_finds_the_condition_missing(town: Database, name: str) -> None:
    """The right answer with it, and another, or a guard's refusal, without it."""
    guard = GUARDS[name]
    let_clock_be_wrong(town)
    assert _answer(town, guard) == guard.answer
    mutate(town, guard.function, guard.change)
    assert _answer(town, guard) != guard.answer


def _answer(town: Database, guard: Guard) -> str:
    """Return what the probe answers, or the code of its refusal; leave nothing behind."""
    with town.connect() as connection:
        connection.execute(f"BEGIN ISOLATION LEVEL {guard.level}".encode())
        if guard.before:
            connection.execute(guard.before.encode())
        try:
            row = connection.execute(guard.probe.encode()).fetchone()
        except psycopg.Error as error:
            return str(error.sqlstate)
        finally:
            connection.execute("ROLLBACK")
        assert row is not None
        return str(row[0])
