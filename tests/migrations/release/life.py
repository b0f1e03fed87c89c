"""Fill a fresh ledger with rows of every kind, through public functions alone."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from psycopg.rows import namedtuple_row

if TYPE_CHECKING:
    import psycopg

    from tests.support.databases import Database

    Session = psycopg.Connection[Any]

PASSWORD = "correct horse battery"
# What is done before anybody logs in, and what watches it.
_STORIES = [Path(__file__).with_name(name) for name in ("life.sql", "watched.sql")]
_ACTOR = "ROW({}, {}, '203.0.113.7', 'an app', 'request-1', NULL)::ledger.actor"
NOBODY = _ACTOR.format("NULL", "NULL")
_CUSTOMER = _ACTOR.format("%(user_id)s", "'customer'")
_LAST_EVENT = """
    SELECT e.event_position, e.feed_id::text
    FROM ledger.list_events() AS e
    ORDER BY e.event_position DESC
    LIMIT 1
"""
# A proof, a hold that is tidied, and what stays in queues: a request, an event without a number.
_AFTERWARDS = (
    "SELECT ledger.verify_new()",
    "SELECT pg_catalog.pg_sleep(1.1)",
    "SELECT ledger.expire_holds(1)",
    "SELECT ledger.post_transfer(ledger.account_id('bob'), ledger.account_id('alice'), 6)",
    """
    SELECT ledger_gateway.queue_transfer(ledger.transfer_item(
        ledger.account_id('bob'), ledger.account_id('alice'), 1, 'EUR', 'never'
    ))
    """,
)
_SIDES = "SELECT ledger.account_id('alice') AS payer, ledger.account_id('bob') AS payee"
BALANCES = """
    SELECT a.account_id::text, a.code, a.balance::text, a.held::text, a.status
    FROM ledger.accounts AS a
    ORDER BY a.account_id
"""


def live(database: Database) -> dict[str, Any]:
    """Do all of it in a deployed database; return what somebody outside would remember."""
    program = [database.cluster.tool("psql"), "--no-psqlrc", "--quiet", "--output=/dev/null"]
    subprocess.run(
        [*program, "--set=ON_ERROR_STOP=1", *(f"--file={story}" for story in _STORIES)],
        env=database.environment("ledger_dba"),
        check=True,
    )
    with (
        database.connect("ledger_dba", row_factory=namedtuple_row) as dba,
        database.connect("ledger_web", row_factory=namedtuple_row) as web,
    ):
        secrets = _come_and_go(dba, web)
        _ask_and_be_suspended(dba, web)
        cursor = dba.execute(_LAST_EVENT).fetchone()
        assert cursor is not None
        for statement in _AFTERWARDS:
            dba.execute(statement.encode())
        balances = dba.execute(BALANCES).fetchall()
    return {
        "cursor": {"event_position": cursor[0], "feed_id": cursor[1]},
        "secrets": secrets,
        "accounts": [list(row) for row in balances],
    }


def log_in(web: Session, username: str, *, is_verified: bool = True) -> Any:  # noqa: ANN401
    """Begin an attempt to log in and end it as a gateway does; return what was granted."""
    one(web, f"ledger_gateway.begin_login(%(name)s, p_actor => {NOBODY})", name=username)
    return one(
        web,
        f"ledger_gateway.finish_login(%(name)s, %(is_verified)s, p_actor => {NOBODY})",
        name=username,
        is_verified=is_verified,
    )


def refresh(web: Session, token: str) -> Any:  # noqa: ANN401
    """Change a refresh token for the next one."""
    digest = hashlib.sha256(token.encode()).digest()
    return one(
        web, f"ledger_gateway.refresh_session(%(digest)s, p_actor => {NOBODY})", digest=digest
    )


def holder(web: Session, secret: str) -> Any:  # noqa: ANN401
    """Return whom an API key stands for, None when it is void."""
    digest = hashlib.sha256(secret.encode()).digest()
    return one(web, f"ledger_gateway.check_api_key(%(digest)s, p_actor => {NOBODY})", digest=digest)


def one(session: Session, call: str, **values: object) -> Any:  # noqa: ANN401
    """Return the row of a call."""
    return session.execute(f"SELECT r.* FROM {call} AS r".encode(), values).fetchone()


def _ask_and_be_suspended(dba: Session, web: Session) -> None:
    """Have a customer ask for a file that it no longer may see when it would be written."""
    carol = one(dba, "ledger.find_user('carol')").user_id
    account = one(dba, "ledger.find_account('carol:jpy')").account_id
    call = f"ledger.create_export(%(account)s, p_actor => {_CUSTOMER})"
    one(web, call, account=account, user_id=carol)
    for status in ("SUSPENDED", "ACTIVE"):
        one(dba, "ledger.set_user_status(%(user)s, %(status)s)", user=carol, status=status)
        while one(dba, "ledger.write_exports()").r:
            pass
    one(dba, "ledger.create_export(%(account)s)", account=account)


def _come_and_go(dba: Session, web: Session) -> dict[str, dict[str, str]]:
    """Log in, refresh, fail, log out; make API keys; return the secrets that are still good."""
    log_in(web, "alice", is_verified=False)
    log_in(web, "nobody", is_verified=False)
    granted = refresh(web, log_in(web, "alice").refresh_token)
    ended = log_in(web, "alice")
    alice = {"user_id": ended.user_id}
    item = "ledger.transfer_item(%(payer)s, %(payee)s, 1, 'EUR', 'g')"
    sides = dba.execute(_SIDES).fetchone()
    assert sides is not None
    one(
        web,
        f"ledger_gateway.post_gathered(ARRAY[{item}], ARRAY[{_CUSTOMER}])",
        **sides._asdict(),
        **alice,
    )
    one(web, f"ledger.end_session(%(id)s, p_actor => {_CUSTOMER})", id=ended.session_id, **alice)
    one(
        web,
        f"ledger.end_session(NULL, 'token-1', '2098-01-01', p_actor => {_CUSTOMER})",
        **alice,
    )
    key, revoked = (
        one(
            dba,
            "ledger.create_api_key(%(user_id)s, %(name)s, ARRAY['read'],"
            " clock_timestamp() + interval '365 days')",
            name=name,
            **alice,
        )
        for name in ("till", "lost")
    )
    one(dba, "ledger.revoke_api_key(%(id)s)", id=revoked.api_key_id)
    key = one(
        web, f"ledger.accept_api_key(%(id)s, p_actor => {_CUSTOMER})", id=key.api_key_id, **alice
    )
    assert holder(web, key.secret) is not None
    return {
        "api_key": {"secret": key.secret, "expires_at": key.expires_at.isoformat()},
        "refresh_token": {
            "secret": granted.refresh_token,
            "expires_at": granted.expires_at.isoformat(),
        },
    }
