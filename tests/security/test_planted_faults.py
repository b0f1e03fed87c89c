"""Each guard is taken away, and the attack that it stopped goes through: so the attacks are real.

pgtap/helpers/attacks.sql holds the attacks, pgtap/proofs/test_invariants.sql shows them refused.
Here each one is made for good without its guard, and then ``ledger.verify()`` must see the damage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.security.faults import FAULTS, HELD_BY_TYPE, Fault
from tests.security.faults_of_credits import CREDIT_FAULTS
from tests.security.faults_of_life import LIFE_FAULTS
from tests.security.faults_of_limits import LIMIT_FAULTS
from tests.security.hold_faults import HOLD_FAULTS
from tests.security.tampering import missed_guards, noticed, without

if TYPE_CHECKING:
    import psycopg

    from tests.support.databases import Database

pytestmark = pytest.mark.tampered


_ALL = (*FAULTS, *CREDIT_FAULTS, *LIFE_FAULTS, *HOLD_FAULTS, *LIMIT_FAULTS)


@pytest.mark.parametrize("fault", _ALL, ids=lambda fault: fault.attack)
def test_goes_through_without_its_guard(town: Database, fault: Fault) -> None:
    """With the guard refused, without it done; verify() sees exactly what the fault says."""
    with town.connect(options="-csession_replication_role=replica") as connection:
        statement, code = _attack(connection, fault.attack)
        assert _tried(connection, statement) == code
        for guard in fault.also:
            without(connection, guard)
        assert _tried(connection, statement) != "went through", "the guard itself stops nothing"
        without(connection, fault.guard)
        connection.execute(statement.encode())
        assert frozenset(noticed(connection)) == fault.noticed
        assert missed_guards(connection), "nobody sees that the guard is gone"


def test_every_attack_has_its_fault(town: Database) -> None:
    """No attack is on the list whose guard was never taken away."""
    with town.connect() as connection:
        rows = connection.execute("SELECT a.name FROM ledger_test.attack_on_money AS a").fetchall()
    assert {name for (name,) in rows} == {fault.attack for fault in _ALL} | HELD_BY_TYPE


def _attack(connection: psycopg.Connection[Any], name: str) -> tuple[str, str]:
    row = connection.execute(
        "SELECT a.statement, a.code FROM ledger_test.attack_on_money AS a WHERE a.name = %s",
        (name,),
    ).fetchone()
    assert row is not None
    return row[0], row[1]


def _tried(connection: psycopg.Connection[Any], statement: str) -> str:
    row = connection.execute(
        "SELECT ledger_test.attack(session_user::text, true, %s)", (statement,)
    ).fetchone()
    assert row is not None
    return str(row[0])
