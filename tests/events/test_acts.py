"""Everything that changed is an event: each function that writes leaves the ones it should."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from psycopg.rows import namedtuple_row

from tests.events.story import STORY, WITHOUT

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

_WRITING = """
    SELECT CASE n.nspname WHEN 'ledger' THEN '' ELSE n.nspname || '.' END || p.proname
    FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE n.nspname IN ('ledger', 'ledger_gateway') AND p.provolatile = 'v'
"""
_PERSONAL = re.compile(r"alice|carol|Secret|192\.0\.2")
# Elsewhere in this file, or only when the books are broken, or after five failed logins.
_TOLD_ELSEWHERE = {
    *("account.repaired", "verification.failed", "login.locked"),
    *("direct_change.made", "direct_change.explained"),
}


def _new(session: Any, seen: list[Any]) -> list[Any]:  # noqa: ANN401 - a session
    last = seen[-1] if seen else None
    rows: list[Any] = session.execute(
        "SELECT e.* FROM ledger.list_events(%s, %s) AS e",
        (last and last.event_position, last and last.feed_id),
    ).fetchall()
    seen += rows
    return rows


def test_the_story_tells_of_every_function_that_writes(database: Database) -> None:
    """The functions come from the catalog: a new one is told of, or excepted with a reason."""
    with database.connect() as session:
        writing = {row[0] for row in session.execute(_WRITING.encode())}
    told = {step.call.partition("(")[0] for step in STORY}
    assert told | set(WITHOUT) == writing
    assert told & set(WITHOUT) == set()


def test_each_step_leaves_its_events(database: Database) -> None:
    """Of the types that are registered, with an object, an actor and nothing personal."""
    seen: list[Any] = []
    kept: dict[str, Any] = {}
    with (
        database.connect(row_factory=namedtuple_row) as session,
        database.connect("ledger_web", row_factory=namedtuple_row) as web,
    ):
        session.execute("SELECT ledger.list_events()")
        _new(session, seen)
        for step in STORY:
            if step.events.endswith(".expired"):
                session.execute("SELECT pg_sleep(1.1)")
            is_web = step.call.startswith("ledger_gateway.")
            call = f"SELECT * FROM {'' if is_web else 'ledger.'}{step.call}"
            row = (web if is_web else session).execute(call.encode(), kept).fetchone()
            if step.keeps and row is not None:
                kept[step.keeps] = row[0]
            types = sorted(event.event_type for event in _new(session, seen))
            assert types == sorted(step.events.split()), step.call
        registered = {
            row.event_type: row.object_type
            for row in session.execute("SELECT t.* FROM ledger.event_types AS t")
        }
        assert (
            session.execute("SELECT v.name FROM ledger.verify() AS v WHERE NOT v.ok").fetchall()
            == []
        )
    assert {event.event_type for event in seen} == set(registered) - _TOLD_ELSEWHERE
    assert [event.event_position for event in seen] == list(range(1, len(seen) + 1))
    assert len({event.event_id for event in seen}) == len(seen)
    for event in seen:
        assert event.actor_role in {"database", "customer", "gateway"}
        assert (event.object is None) == (event.transaction_id is not None)
        assert not _PERSONAL.search(json.dumps(event.object)), event


def test_an_event_keeps_the_object_as_it_then_was(ledger: LedgerCalls) -> None:
    """Amounts are texts with their decimals, ids of users texts, moments in UTC."""
    till = ledger.account(min_balance="-Infinity")
    account = ledger.account("kept")
    ledger.call(
        "post_transfer",
        from_account_id=till.account_id,
        to_account_id=account.account_id,
        amount="10",
    )
    hold = ledger.call("hold_funds", account_id=account.account_id, amount="4")
    ledger.call("release_hold", hold_id=hold.hold_id)
    ledger.call("set_account_status", account_id=account.account_id, status="SUSPENDED")
    events = [e for e in ledger.rows("list_events") if e.account_id == account.account_id]
    assert [event.event_type for event in events] == [
        *("account.opened", "hold.placed", "hold.released", "account.status_changed"),
    ]
    opened, placed, released, changed = (event.object for event in events)
    assert (opened["balance"], opened["status"], opened["user_id"]) == ("0.00", "ACTIVE", "0")
    assert (placed["amount"], placed["status"], placed["account"]["available"]) == (
        *("4.00", "OPEN"),
        "6.00",
    )
    assert (released["status"], released["account"]["available"]) == ("RELEASED", "10.00")
    assert (changed["status"], changed["balance"], changed["version"]) == ("SUSPENDED", "10.00", 1)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.]\d{6}Z", changed["updated_at"])
    assert "name" not in changed


@pytest.mark.parametrize("commits", [True, False])
def test_an_act_is_an_event_when_it_is_committed(database: Database, *, commits: bool) -> None:
    """One that commits late comes behind what was read meanwhile; one rolled back never."""
    seen: list[Any] = []
    with (
        database.connect(row_factory=namedtuple_row) as reader,
        database.connect(autocommit=False) as slow,
    ):
        slow.execute("SELECT ledger.create_category('slow')")
        reader.execute("SELECT ledger.create_user('quick')")
        assert [event.event_type for event in _new(reader, seen)][-1:] == ["user.created"]
        (slow.commit if commits else slow.rollback)()
        later = [event.event_type for event in _new(reader, seen)]
        assert later == (["category.created"] if commits else [])


def test_an_idle_proof_is_no_event(ledger: LedgerCalls) -> None:
    """Else each would have the last one's event to prove; it ends, and is current."""
    ledger.account()
    for _ in range(3):
        proof = ledger.call("verify_new")
    assert (proof.is_ok, proof.is_current, proof.transactions) == (True, True, 0)
    types = [event.event_type for event in ledger.rows("list_events")]
    assert not [one for one in types if one.startswith("verification.")]


def test_a_posting_touches_no_act(database: Database, ledger: LedgerCalls) -> None:
    """Not a row, not a look: its transaction is the event."""
    payer, payee = ledger.account(min_balance="-Infinity"), ledger.account()
    touched = """
        SELECT t.relname FROM pg_stat_xact_all_tables AS t
        WHERE t.schemaname ~ '^ledger'
            AND coalesce(t.seq_scan, 0) + coalesce(t.idx_scan, 0) + t.n_tup_ins > 0
    """
    pay = "SELECT ledger.post_transfer(%s, %s, 1)"
    with database.connect(autocommit=False) as session:
        session.execute(pay.encode(), (payer.account_id, payee.account_id))
        tables = {row[0] for row in session.execute(touched.encode())}
    assert {"transaction", "transaction_entry"} <= tables
    assert tables & {"act", "feed_event", "feed_pass"} == set()
