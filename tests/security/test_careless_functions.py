"""A check is cut out of a function: the tables refuse instead, or only that check stood there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg
import pytest

from tests.security.tampering import noticed, rewrite

if TYPE_CHECKING:
    from tests.support.databases import Database


class Cut(NamedTuple):
    """A line of a function, a call that it refuses with ``code``, and what stops it then."""

    function: str
    line: str
    code: str
    call: str
    then: str


_PAY = "ledger.post_transfer(ledger_test.id('{}'), ledger_test.id('{}'), {})"
_LEG = "ledger_private.leg_refusal"
_TRANSFER = "ledger_private.refusal"
_EXAMINE = "ledger_private.examine_transfers"
_AMOUNT = "ledger_private.amount_fault"
_STATUS = "ledger.set_account_status"

CUTS = [
    Cut(_LEG, "THEN 'LG201'", "LG201", _PAY.format("alice", "bob", "500"), "23514"),
    Cut(_LEG, "THEN 'LG202'", "LG202", _PAY.format("alice", "greta", "60"), "23514"),
    Cut(_LEG, "THEN 'LG204'", "LG204", _PAY.format("alice", "dora", "1"), "23514"),
    Cut(_AMOUNT, "THEN 'LG102'", "LG102", _PAY.format("alice", "bob", "'Infinity'"), "22003"),
    Cut(_AMOUNT, "THEN 'LG103'", "LG103", _PAY.format("alice", "bob", "-1"), "23514"),
    Cut(_AMOUNT, "THEN 'LG104'", "LG104", _PAY.format("alice", "bob", "0"), "23514"),
    Cut(_AMOUNT, "THEN 'LG105'", "LG105", _PAY.format("alice", "bob", "0.005"), "23514"),
    Cut(_AMOUNT, "THEN 'LG106'", "LG106", _PAY.format("alice", "bob", "1e20"), "22003"),
    Cut(_EXAMINE, "THEN 'LG107'", "LG107", _PAY.format("alice", "alice", "1"), "23505"),
    Cut(_EXAMINE, "THEN 'LG205'", "LG205", _PAY.format("alice", "erika", "1"), "LG904"),
    Cut(
        _STATUS,
        "PERFORM ledger_private.raise_error('LG207', ",
        "LG207",
        f"{_STATUS}(ledger_test.id('alice'), 'CLOSED')",
        "23514",
    ),
    Cut(
        _STATUS,
        "PERFORM ledger_private.raise_error('LG208', ",
        "LG208",
        f"{_STATUS}(ledger_test.id('dora'), 'ACTIVE')",
        "LG905",
    ),
]

# Nothing below these checks knows the rule: their own tests are all that guards them.
ALONE = [
    Cut(_LEG, "THEN 'LG203'", "LG203", _PAY.format("alice", "carol", "1"), ""),
    Cut(
        _TRANSFER,
        "THEN 'LG302'",
        "LG302",
        _PAY.format("alice", "bob", "1, p_expected_version => 1"),
        "",
    ),
]


def _name(cut: Cut) -> str:
    return f"{cut.function} {cut.code}"


def _cut_out(connection: psycopg.Connection[Any], cut: Cut) -> None:
    harmless = "PERFORM (" if cut.line.startswith("PERFORM") else "THEN NULL"
    rewrite(connection, cut.function, cut.line, harmless)


def _refused(connection: psycopg.Connection[Any], call: str) -> str | None:
    try:
        connection.execute(f"SELECT {call}".encode())
    except psycopg.Error as error:
        return error.sqlstate
    return None


@pytest.mark.parametrize("cut", CUTS, ids=_name)
def test_the_next_layer_refuses(town: Database, cut: Cut) -> None:
    """Without its line the function lets the call on, and a lower layer stops it."""
    with town.connect() as connection:
        assert _refused(connection, cut.call) == cut.code
        _cut_out(connection, cut)
        assert _refused(connection, cut.call) == cut.then
        assert noticed(connection) == {}


@pytest.mark.parametrize("cut", ALONE, ids=_name)
def test_the_line_stands_alone(town: Database, cut: Cut) -> None:
    """Without its line the call is made, so the test of the refusal is no idle one."""
    with town.connect() as connection:
        assert _refused(connection, cut.call) == cut.code
        _cut_out(connection, cut)
        assert _refused(connection, cut.call) is None
        assert noticed(connection) == {}
