"""What a process remembers of who somebody is, and how it hears that it no longer holds."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.support.callers import Caller
from webapp import db
from webapp.identity import identities
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient

    from tests.support.clocks import Clock
    from tests.support.databases import Database
    from tests.support.ledger_calls import Row
    from webapp.config import Config

_SUSPEND = "UPDATE ledger_private.app_user SET status = 'SUSPENDED' WHERE user_id = %s"
_SESSION = "01970000-0000-7000-8000-000000000001"
_BEGIN_SESSION = (
    "INSERT INTO ledger_private.auth_session (session_id, user_id, created_at, expires_at)"
    " VALUES (%(session_id)s, %(user_id)s, now(), now() + interval '1 day')"
)


class Watched(db.Database):
    """The pool, with a list of the statements it ran and a place to step in after one."""

    def __init__(self, config: Config) -> None:
        """Open it."""
        super().__init__(config.web_database_url, size=1, prepare_threshold=5)
        self.statements: list[str] = []
        self.after_check: Callable[[], None] | None = None
        self.open()

    def fetch_all(
        self, row: Callable[..., db.Row], query: str, parameters: db.Parameters
    ) -> list[db.Row]:
        """Ask, and note what was asked."""
        rows = super().fetch_all(row, query, parameters)
        self.statements.append(query)
        if "ledger_gateway.check_token" in query and self.after_check is not None:
            step_in, self.after_check = self.after_check, None
            step_in()
        return rows

    def count(self, function: str) -> int:
        """Return how often a function was called."""
        return sum(function in statement for statement in self.statements)


@pytest.fixture
def watched(app: Flask, config: Config) -> Watched:
    """Put a watched pool in place of the application's."""
    app.extensions["database"].close()
    app.extensions["database"] = pool = Watched(config)
    pool.fetch_one(str, "SELECT 'connected'", {})
    return pool


def asked(caller: Caller) -> int:
    """Return the status of who-am-I."""
    return caller.get("/v1/auth/me").status_code


def test_a_token_is_asked_about_once(as_alice: Caller, watched: Watched, clock: Clock) -> None:
    """And, for all tokens together, what has changed since, twice a second."""
    for _ in range(40):
        assert asked(as_alice) == 200
        clock.go_on(2 * identities.REVOCATION_SECONDS / 40)
    assert watched.count("ledger_gateway.check_token") == 1
    assert 3 <= watched.count("ledger_gateway.list_access_changes") <= 5


@pytest.mark.parametrize("name", ["RECHECK_SECONDS", "CLOCKS_SECONDS"])
def test_it_is_asked_about_again(
    client: FlaskClient,
    config: Config,
    alice: Row,
    database: Database,
    watched: Watched,
    *,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After a while, and all the time when its session ends soon, by the database's clock."""
    monkeypatch.setattr(identities, "REVOCATION_SECONDS", 0.0)
    monkeypatch.setattr(identities, name, {"RECHECK_SECONDS": 0.0, "CLOCKS_SECONDS": 1e12}[name])
    with database.connect() as dba:
        dba.execute(_BEGIN_SESSION, {"session_id": _SESSION, "user_id": alice.user_id})
    lasting = timedelta(minutes=5)
    token = issue_token(config, alice.user_id, "customer", lasting, session_id=_SESSION)
    assert [asked(Caller(client, token)) for _ in range(3)] == [200] * 3
    assert watched.count("ledger_gateway.check_token") == 3


def test_what_is_committed_late_is_heard_of(
    as_alice: Caller, alice: Row, database: Database, clock: Clock
) -> None:
    """Though its transaction began before the last time that was asked what has changed."""
    with database.connect() as dba:
        with dba.transaction():
            dba.execute(_SUSPEND, (alice.user_id,))
            for _ in range(4):
                assert asked(as_alice) == 200
                clock.go_on(0.6 * identities.REVOCATION_SECONDS)
        clock.go_on(identities.REVOCATION_SECONDS)
        assert asked(as_alice) == 401


def test_what_was_read_before_a_change_is_not_kept_after_it(
    as_alice: Caller,
    alice: Row,
    operator: Caller,
    database: Database,
    watched: Watched,
    *,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The change may have been heard of while the answer was on its way."""
    monkeypatch.setattr(identities, "REVOCATION_SECONDS", 0.0)
    assert asked(operator) == 200

    def change() -> None:
        with database.connect() as dba:
            dba.execute(_SUSPEND, (alice.user_id,))
        assert asked(operator) == 200  # hears of it

    watched.after_check = change
    asked(as_alice)
    assert asked(as_alice) == 401


def test_nobody_is_let_in_while_changes_cannot_be_heard_of(
    as_alice: Caller, watched: Watched, clock: Clock
) -> None:
    """A known token counts for no longer than what was heard last."""
    assert asked(as_alice) == 200
    watched.close()
    clock.go_on(identities.REVOCATION_SECONDS)
    assert asked(as_alice) == 503


def test_another_server_is_believed_nothing_of_the_first(
    as_alice: Caller, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New connections may lead to one that has lost what the first had committed."""
    monkeypatch.setattr(identities, "REVOCATION_SECONDS", 0.0)
    assert [asked(as_alice) for _ in range(2)] == [200] * 2
    assert watched.count("ledger_gateway.check_token") == 1
    watched.connections_made += 1
    assert asked(as_alice) == 200
    assert watched.count("ledger_gateway.check_token") == 2
