"""A ledger of the released tables, with rows of every kind, upgraded to this tree."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from argon2 import PasswordHasher
from psycopg.rows import namedtuple_row

from migrations.code import code_digest
from migrations.engine import deploy, read_code, states, verify
from tests.migrations.release import life

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.migrations.kept import Kept
    from tests.support.databases import Database

    Session = psycopg.Connection[Any]

pytest_plugins = ["tests.migrations.kept"]


@pytest.fixture
def old(kept: Kept) -> Iterator[Database]:
    """Give the database as it was kept."""
    with kept.clone() as database:
        yield database


@pytest.fixture
def upgraded(old: Database) -> Database:
    """Give the database upgraded by zerosum deploy."""
    deploy(old.url)
    return old


@pytest.fixture
def dba(upgraded: Database) -> Iterator[Session]:
    """Give a session of a DBA in the upgraded database."""
    with upgraded.connect("ledger_dba", row_factory=namedtuple_row) as session:
        yield session


@pytest.fixture
def web(upgraded: Database) -> Iterator[Session]:
    """Give a session of a gateway in the upgraded database."""
    with upgraded.connect("ledger_web", row_factory=namedtuple_row) as session:
        yield session


def _account(code: str) -> str:
    return f"ledger.account_id('{code}')"


def _kept_transaction(dba: Session, key: str) -> Any:  # noqa: ANN401
    return life.one(dba, "ledger.list_transactions(p_idempotency_key => %(key)s)", key=key)


def _kept_hold(dba: Session, code: str, description: str) -> Any:  # noqa: ANN401
    holds = dba.execute(f"SELECT h.* FROM ledger.list_holds({_account(code)}) AS h".encode())
    return next(hold for hold in holds if hold.description == description)


def _without_parentheses(text: str) -> str:
    return text.replace("(", "").replace(")", "")


def _is_good(secret: dict[str, str]) -> bool:
    return datetime.fromisoformat(secret["expires_at"]) > datetime.now(UTC)


def test_the_upgraded_catalog_is_the_fresh_one(
    kept: Kept, upgraded: Database, dump: Callable[[Database], str]
) -> None:
    """To the byte of a dump, but for parentheses that conditions lose when they are restored."""
    with kept.rig.empty() as fresh:
        deploy(fresh.url)
        expected = _without_parentheses(dump(fresh))
    assert _without_parentheses(dump(upgraded)) == expected
    with upgraded.connect() as session:
        assert read_code(session) == code_digest()


def test_nothing_is_lost_and_all_is_proved(kept: Kept, upgraded: Database, dba: Session) -> None:
    """Each step is applied and unedited, the books verify, and balances are what was told."""
    assert {state.state for state in states(upgraded.url)} == {"applied"}
    assert [check for check in verify(upgraded.url) if not check.ok] == []
    found = [list(row) for row in dba.execute(life.BALANCES.encode())]
    assert found == kept.outside["accounts"]
    proof = life.one(dba, "ledger.verify_new()")
    assert (proof.is_ok, proof.is_current) == (True, True)


def test_an_old_key_answers_and_moves_nothing(dba: Session) -> None:
    """The same request is answered with the old transaction; another one is refused."""
    before = dba.execute(life.BALANCES.encode()).fetchall()
    call = (
        f"ledger.post_transfer({_account('alice')}, {_account('bob')}, %(amount)s, 'EUR', 'plain',"
        """ 'Lunch', '{"table": 4, "tip": 1.10}')"""
    )
    again = life.one(dba, call, amount="12.50")
    assert again == _kept_transaction(dba, "plain")
    assert again.asked_by is None
    with pytest.raises(psycopg.DatabaseError) as refused:
        life.one(dba, call, amount="12.51")
    assert refused.value.sqlstate == "LG301"
    assert dba.execute(life.BALANCES.encode()).fetchall() == before


def test_old_holds_are_captured_and_released(upgraded: Database, dba: Session) -> None:
    """What remained of them then, no more; a group, and a freeze."""
    for description, remaining in (("open", 100), ("captured in part", 50), ("raised", 50)):
        hold = _kept_hold(dba, "alice", description)
        done = life.one(dba, "ledger.capture_hold(%(id)s)", id=hold.hold_id)
        assert (done.status, done.amount) == ("COMPLETED", Decimal(remaining))
    group = _kept_hold(dba, "alice", "extended").group_id
    dba.execute("SELECT ledger.release_group(%s)", (group,))
    hold = _kept_hold(dba, "bob:frozen", "court")
    dba.execute("SELECT ledger.unfreeze_amount(%s)", (hold.hold_id,))
    assert [check for check in verify(upgraded.url) if not check.ok] == []


def test_old_transactions_are_reversed_up_to_what_is_left(dba: Session) -> None:
    """Whole, and the rest of one that was given back in part."""
    for key, amount in (("plain", "12.50"), ("dated", "7.25"), ("returned", "25.00")):
        transaction = _kept_transaction(dba, key).transaction_id
        done = life.one(dba, "ledger.reverse_transaction(%(id)s)", id=transaction)
        assert str(done.amount) == amount
        with pytest.raises(psycopg.DatabaseError) as refused:
            life.one(dba, "ledger.reverse_transaction(%(id)s)", id=transaction)
        assert str(refused.value.sqlstate).startswith("LG22")


def test_old_users_log_in_and_old_secrets_are_worth_what_they_were(
    kept: Kept, web: Session
) -> None:
    """The password for ever; a refresh token and an API key until they expire."""
    attempt = life.one(web, f"ledger_gateway.begin_login('bob', p_actor => {life.NOBODY})")
    assert PasswordHasher().verify(attempt.password_hash, life.PASSWORD)
    assert life.log_in(web, "alice").outcome == "GRANTED"
    assert life.log_in(web, "sam").outcome == "REFUSED"
    token, key = (kept.outside["secrets"][name] for name in ("refresh_token", "api_key"))
    outcome = life.refresh(web, token["secret"]).outcome
    assert outcome == ("GRANTED" if _is_good(token) else "EXPIRED")
    assert (life.holder(web, key["secret"]) is not None) is _is_good(key)


def test_readers_go_on_from_where_they_were(kept: Kept, dba: Session) -> None:
    """An old cursor leads to what had no position then, and to what is posted now."""
    dba.execute(f"SELECT ledger.post_transfer({_account('bob')}, {_account('carol')}, 1)".encode())
    cursor = kept.outside["cursor"]
    events = dba.execute(
        "SELECT e.* FROM ledger.list_events(%(event_position)s, %(feed_id)s) AS e", cursor
    ).fetchall()
    first = cursor["event_position"] + 1
    assert [event.event_position for event in events] == list(range(first, first + len(events)))
    assert len(events) >= 2


def test_old_rules_bind(dba: Session) -> None:
    """Closed books, a limit, a suspended account, a share, a floor, codes that were renamed."""
    post = "ledger.post_transfer({}, {}, {})"
    closed = f"{_account('bob')}, {_account('alice')}, 1, p_effective_at => '2004-01-01'"
    for call, code in (
        (f"ledger.post_transfer({closed})", "LG250"),
        (post.format(_account("alice"), _account("bob"), 9001), "LG240"),
        (post.format(_account("bob:frozen"), _account("bob"), 1), "LG203"),
        (post.format(_account("carol"), _account("bob"), 1000), "LG201"),
        (f"ledger.get_account({_account('nobody')})", "LG001"),
    ):
        with pytest.raises(psycopg.DatabaseError) as refused:
            life.one(dba, call)
        assert refused.value.sqlstate == code
    renamed = life.one(dba, "ledger.find_account('shop')")
    assert renamed.code == "shop:centre"
    assert life.one(dba, "ledger.find_account('alice:old')").code == "alice"


def test_every_old_row_can_be_read(dba: Session) -> None:
    """Transactions with their entries, statements, holds, limits, the trail."""
    transactions = dba.execute("SELECT t.* FROM ledger.list_transactions() AS t").fetchall()
    entries = 0
    for row in transactions:
        query = "SELECT ledger.list_transaction_entries(%s)"
        entries += len(dba.execute(query, (row.transaction_id,)).fetchall())
    counted = dba.execute("SELECT count(*) FROM ledger.transaction_entries").fetchone()
    assert counted is not None
    assert entries == counted[0]
    for code in ("alice", "bob", "shop", "house:income"):
        for reader in ("get_statement", "list_entries", "list_audit_logs", "list_holds"):
            dba.execute(f"SELECT ledger.{reader}({_account(code)})".encode()).fetchall()
