"""Whatever the ledger itself does is sealed without a word, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from psycopg.rows import namedtuple_row

from tests.events.story import STORY

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row


def test_each_step_of_the_story_is_sealed(database: Database) -> None:
    """Every function that writes leaves events that explain what became of each object."""
    kept: dict[str, Any] = {}
    with (
        database.connect(row_factory=namedtuple_row) as session,
        database.connect("ledger_web", row_factory=namedtuple_row) as web,
    ):
        for step in STORY:
            if step.events.endswith(".expired"):
                session.execute("SELECT pg_sleep(1.1)")
            is_web = step.call.startswith("ledger_gateway.")
            call = f"SELECT * FROM {'' if is_web else 'ledger.'}{step.call}"
            row = (web if is_web else session).execute(call.encode(), kept).fetchone()
            if step.keeps and row is not None:
                kept[step.keeps] = row[0]
            # Before it is numbered, before it is sealed, and after.
            assert _differs(session) == [], step.call
            session.execute("SELECT ledger.number_events()")
            assert _differs(session) == [], step.call
            session.execute("SELECT ledger.seal_events()")
            assert _differs(session) == [], step.call


def test_a_limit_on_all_accounts_of_a_user_is_one_on_each(ledger: LedgerCalls, paid: Row) -> None:
    """Its event names none of them, and each has it on file."""
    user_id = ledger.call("get_account", account_id=paid.from_account_id).user_id
    ledger.account(user_id=user_id)
    for maximum in (50, 60):
        ledger.call("number_events")
        ledger.call("seal_events")
        ledger.call("set_limit", maximum=maximum, period="day", user_id=user_id, currency="USD")
        assert _differs(ledger.connection) == []
    ledger.call("number_events")
    ledger.call("seal_events")
    assert _differs(ledger.connection) == []


def _differs(session: Any) -> list[Any]:  # noqa: ANN401 - a session
    rows: list[Any] = session.execute(
        "SELECT c.name, c.detail FROM ledger.check_seals() AS c WHERE NOT c.ok"
    ).fetchall()
    return rows


def test_a_statement_by_hand_is_an_event_that_explains(database: Database) -> None:
    """What the guards let by and put on file is no tampering."""
    with database.connect(row_factory=namedtuple_row) as session:
        account = session.execute("SELECT account_id FROM ledger.open_account('USD')").fetchone()
        assert account is not None
        for change in ("name = 'by hand'", "metadata = '{}'"):
            session.execute("SELECT ledger.number_events(), ledger.seal_events()")
            session.execute(
                f"UPDATE ledger_private.account SET {change} WHERE account_id = %s".encode(),
                (account.account_id,),
            )
            session.execute("SELECT ledger.number_events()")
            session.execute("SELECT ledger.seal_events()")
            assert _differs(session) == []


def test_what_no_event_explains_is_not_sealed(database: Database) -> None:
    """An event about an object does not cover up what was changed in it behind its back."""
    with database.connect(row_factory=namedtuple_row) as session:
        row = session.execute("SELECT account_id FROM ledger.open_account('USD')").fetchone()
        assert row is not None
        session.execute("SELECT ledger.number_events()")
        session.execute("SELECT ledger.seal_events()")
        session.execute("ALTER TABLE ledger_private.account DISABLE TRIGGER ALL")
        session.execute("UPDATE ledger_private.account SET name = 'x'")
        session.execute("ALTER TABLE ledger_private.account ENABLE TRIGGER ALL")
        session.execute("SELECT ledger.set_account_metadata(%s, '{\"a\": 1}')", (row.account_id,))
        session.execute("SELECT ledger.number_events()")
        refused = session.execute(
            "DO $$ BEGIN PERFORM ledger.seal_events(); RAISE 'sealed';"
            " EXCEPTION WHEN SQLSTATE 'LG910' THEN NULL; END $$"
        )
        assert refused.statusmessage == "DO"
        session.execute("UPDATE ledger_private.account SET name = NULL")
        session.execute("SELECT ledger.seal_events()")
        assert _differs(session) == []
