"""zerosum user, api-key and signing-key: what a DBA does about people and programs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from tests.support.callers import Caller
from webapp.cli import command
from webapp.failures import ZerosumError
from webapp.keys.signing import own_keys, signer

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from tests.support.ledger_calls import LedgerCalls, Row

pytestmark = pytest.mark.usefixtures("config")


def zerosum(*arguments: str, stdin: str = "") -> Result:
    """Run the command here and now."""
    return CliRunner().invoke(command, arguments, input=stdin)


def test_a_password_is_set_and_logs_in(client: FlaskClient, alice: Row) -> None:
    """Typed twice, or from a file; a short one is refused."""
    word = "correct horse battery staple"
    typed = zerosum("user", "password", "alice", stdin=f"{word}\n{word}\n")
    assert (typed.exit_code, word in typed.output) == (0, False)
    piped = zerosum("user", "password", "alice", "--stdin", stdin="four other common words\n")
    assert piped.exit_code == 0
    login = {"username": alice.username, "password": "four other common words"}
    assert client.post("/v1/auth/login", json=login).status_code == 200
    short = zerosum("user", "password", "alice", "--stdin", stdin="short\n")
    assert isinstance(short.exception, ZerosumError)


def test_roles_states_and_sessions_change(ledger: LedgerCalls, alice: Row) -> None:
    """Each by a command; an unknown name is refused by the ledger."""
    assert zerosum("user", "role", "alice", "auditor").exit_code == 0
    assert zerosum("user", "suspend", "alice").exit_code == 0
    assert ledger.call("find_user", username="alice")[3:5] == ("auditor", "SUSPENDED")
    assert zerosum("user", "suspend", "alice", "--undo").exit_code == 0
    assert zerosum("user", "logout", "alice").exit_code == 0
    assert zerosum("user", "link", "alice", "https://idp", "sub-1").exit_code == 0
    events = ledger.rows("list_auth_events", user_id=alice.user_id)
    assert [e.action for e in reversed(events)] == [
        "ROLE", "STATUS", "STATUS", "LOGOUT_EVERYWHERE", "IDENTITY_LINKED",
    ]  # fmt: skip
    assert "LG004" in str(zerosum("user", "role", "nobody", "auditor").exception)


def test_a_key_is_made_listed_and_revoked(client: FlaskClient) -> None:
    """Its secret is all that is printed, once."""
    zerosum("user", "add", "robot", "--role", "service")
    secret = zerosum("api-key", "add", "robot", "--name", "cron", "--scope", "read").output.strip()
    assert Caller(client, secret).get("/v1/accounts").status_code == 200
    (line,) = zerosum("api-key", "list", "robot").output.splitlines()
    assert secret[:11] in line
    assert secret not in line
    assert "[read]" in line
    assert zerosum("api-key", "revoke", line.split()[0]).exit_code == 0
    assert "revoked" in zerosum("api-key", "list").output


def test_a_key_is_restricted_and_a_person_accepts_it(ledger: LedgerCalls, alice: Row) -> None:
    """No secret is printed for a person; the list tells what a key may."""
    ledger.account("till")
    made = zerosum(
        *("api-key", "add", "alice", "--name", "wallet", "--account", "till"),
        *("--type", "transfer", "--currency", "USD", "--maximum", "5"),
    )
    assert "waits for alice" in made.output
    (line,) = zerosum("api-key", "list", alice.username).output.splitlines()
    assert "transaction types transfer, USD, up to 5.00" in line
    assert "to be accepted until" in line


def test_signing_keys_rotate(tmp_path: Path) -> None:
    """The newest signs, the one before verifies, older ones are gone."""
    path = tmp_path / "keys.json"
    for count in (1, 2, 2):
        assert zerosum("signing-key", "rotate", str(path)).exit_code == 0
        keys = own_keys(path)
        assert len(keys) == count
        assert signer(keys).kid == json.loads(path.read_text())["keys"][0]["kid"]
    assert path.stat().st_mode & 0o077 == 0
    path.write_text('{"keys": [{"kid": "x", "kty": "oct", "k": "c2hvcnQ"}]}', encoding="ascii")
    assert isinstance(zerosum("signing-key", "rotate", str(path)).exception, ZerosumError)


def test_times_are_repaired_by_the_time_of_another_clock(ledger: LedgerCalls) -> None:
    """It says how many; a moment needs a zone, and a wrong one is refused."""
    ledger.account()
    now = datetime.now(UTC).isoformat()
    done = zerosum("repair-times", "--now", now, "--reason", "a wrong clock")
    assert done.output == "0 accounts were ahead of the clock\n"
    for moment, fault in (
        ("noon", "no moment"),
        ("2026-01-31T12:00:00", "no zone"),
        ("2001-01-31T12:00:00Z", "LG341"),
    ):
        refused = zerosum("repair-times", "--now", moment, "--reason", "a wrong clock")
        assert fault in str(refused.exception)
