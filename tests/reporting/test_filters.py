"""Every view, filtered by what people filter by, goes through a key when tables are large."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.benchmarks.history import build
from tests.reporting.exceptions import EXCEPTIONS
from tests.reporting.filters import LARGE, Filter, filters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

    from tests.support.rig import Rig

_READ_WHOLE = re.compile(r"Seq Scan on (\w+)")
_USERS_AND_HOLDS = """
    DO $$
    DECLARE
        v_user bigint;
        v_account uuid;
        v_house uuid := ledger.account_id('history-1');
        v_hold uuid;
    BEGIN
        FOR n IN 1 .. 1500 LOOP
            v_user := (ledger.create_user('user-' || n, p_role => 'operator')).user_id;
            v_account := (ledger.open_account('USD', v_user, p_code => 'of-user-' || n)).account_id;
            PERFORM FROM ledger.post_transfer(
                v_house, v_account, 10, p_idempotency_key => 'pay-' || n,
                p_actor => jsonb_populate_record(NULL::ledger.actor, jsonb_build_object(
                    'role', 'operator', 'user_id', v_user, 'request_id', 'request-' || n)));
            v_hold := (ledger.hold_funds(
                v_account, 2, p_to_account_id => v_house,
                p_expires_at => now() + n * interval '1 hour')).hold_id;
            IF n % 3 = 0 THEN
                PERFORM FROM ledger.capture_hold(v_hold);
            END IF;
        END LOOP;
    END $$
"""


@pytest.fixture(scope="module")
def history(rig: Rig) -> Iterator[Connection[Any]]:
    """Give a ledger of 40,000 transfers among 8,000 accounts, and 1,500 users with holds."""
    with rig.clone(rig.template) as database, database.connect() as connection:
        build(connection, transfers=40_000, accounts=8_000, hot_percent=20)
        connection.execute(_USERS_AND_HOLDS.encode())
        connection.execute("SELECT count(*) FROM ledger.list_events(p_limit => 1000)")
        connection.execute("VACUUM (ANALYZE)")
        yield connection


def read_whole(connection: Connection[Any], query: str) -> set[str]:
    """Return the large tables that a query would read from end to end."""
    plan = connection.execute(b"EXPLAIN " + query.encode()).fetchall()
    return {table for (line,) in plan for table in _READ_WHOLE.findall(line)} & LARGE


def test_filters_reach_a_key(history: Connection[Any]) -> None:
    """But for the exceptions, each with its reason; one that is not needed goes."""
    found: dict[str, set[str]] = {}
    for sought in filters(history):
        if read_whole(history, sought.query(history)):
            found.setdefault(sought.view, set()).add(sought.name)
    known = {
        view: {name for names in reasons for name in names.split(", ")}
        for view, reasons in EXCEPTIONS.items()
    }
    assert found == known


def test_a_filter_without_a_key_is_noticed(history: Connection[Any]) -> None:
    """The search could fail: a view without the way in reads all entries."""
    history.execute(
        "CREATE VIEW reporting.slow AS SELECT e.transaction_id"
        " FROM ledger_audit.transaction_entry AS e"
    )
    sought = Filter("reporting.slow", "transaction_id", "equal", "uuid")
    assert sought in filters(history)
    assert read_whole(history, sought.query(history)) == {"transaction_entry"}
    history.execute("DROP VIEW reporting.slow")
