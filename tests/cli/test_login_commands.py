"""zerosum login: people and tools get logins that can do their work and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from webapp.cli import command
from webapp.failures import ZerosumError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database

pytestmark = pytest.mark.usefixtures("config")

_NAME = "carla of the books"


def zerosum(*arguments: str, stdin: str = "") -> Result:
    """Run the command here and now."""
    return CliRunner().invoke(command, arguments, input=stdin)


@pytest.fixture(autouse=True)
def forgotten(database: Database) -> Iterator[None]:
    """Roles belong to the cluster: take what a test has made away again."""
    yield
    with database.connect() as connection:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (_NAME,)).fetchone():
            connection.execute(f'DROP OWNED BY "{_NAME}" CASCADE'.encode())
            connection.execute(f'DROP ROLE "{_NAME}"'.encode())


def added(kind: str) -> None:
    """Add the login."""
    result = zerosum("login", "add", _NAME, "--as", kind, "--no-password")
    assert (result.exit_code, result.output) == (0, f"{_NAME} connects as {kind}\n")


def refused(connection: psycopg.Connection[Any], statement: str) -> bool:
    """Return whether a statement is refused for want of the right."""
    try:
        connection.execute(statement.encode())
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False


def test_an_operator_stages_and_composes(database: Database) -> None:
    """Temporary tables, tables of its own that refer to the ledger's, and functions."""
    added("operator")
    with database.connect(_NAME) as connection:
        connection.execute("CREATE TEMPORARY TABLE staged (code text, amount numeric)")
        connection.execute(
            "INSERT INTO staged SELECT a.code, 5 "
            "FROM ledger.open_account('EUR', p_code => 'shop') AS a"
        )
        connection.execute(
            f'CREATE TABLE "{_NAME}".payout ('
            " account_id uuid REFERENCES ledger_private.account (account_id),"
            " transaction_id uuid REFERENCES ledger_audit.transaction (transaction_id))".encode()
        )
        connection.execute(
            f'INSERT INTO "{_NAME}".payout SELECT d.to_account_id, d.transaction_id '
            "FROM staged AS s, ledger.deposit(ledger.account_id(s.code), s.amount) AS d".encode()
        )
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            connection.execute(
                f'INSERT INTO "{_NAME}".payout VALUES (gen_random_uuid(), NULL)'.encode()
            )
        assert refused(connection, "SELECT FROM ledger_private.account")
        assert refused(connection, "SELECT FROM ledger_audit.transaction")
        assert refused(connection, "CREATE TABLE ledger.t ()")
        assert refused(connection, "CREATE TABLE ledger_private.t ()")
        wrong = connection.execute("SELECT name FROM ledger.verify() WHERE NOT ok").fetchall()
    assert wrong == []


@pytest.mark.parametrize(
    ("kind", "allowed", "forbidden"),
    [
        ("reporter", "SELECT FROM reporting.accounts", "SELECT FROM ledger.accounts"),
        ("auditor", "SELECT FROM ledger.audit_logs", "SELECT ledger.find_account('x')"),
        ("relay", "SELECT FROM ledger.list_events()", "SELECT FROM ledger.accounts"),
    ],
)
def test_a_login_does_its_work_and_no_more(
    database: Database, kind: str, allowed: str, forbidden: str
) -> None:
    """Each reads what it is for, and stages nothing."""
    added(kind)
    with database.connect(_NAME) as connection:
        connection.execute(allowed.encode())
        assert refused(connection, forbidden)
        assert refused(connection, "CREATE TEMPORARY TABLE t ()")
        assert refused(connection, f'CREATE TABLE "{_NAME}" ()')


def test_a_password_is_kept_as_a_verifier(database: Database) -> None:
    """The server is never told the password itself; a short one is refused before anything."""
    short = zerosum("login", "add", _NAME, "--as", "reporter", "--stdin", stdin="short\n")
    assert isinstance(short.exception, ZerosumError)
    with database.connect() as connection:
        query = "SELECT left(rolpassword, 14) FROM pg_authid WHERE rolname = %s"
        assert connection.execute(query, (_NAME,)).fetchone() is None
        word = "four other common words"
        made = zerosum("login", "add", _NAME, "--as", "reporter", "--stdin", stdin=f"{word}\n")
        assert (made.exit_code, word in made.output) == (0, False)
        assert connection.execute(query, (_NAME,)).fetchone() == ("SCRAM-SHA-256$",)
        whole = "SELECT rolpassword FROM pg_authid WHERE rolname = %s"
        before = connection.execute(whole, (_NAME,)).fetchone()
        again = zerosum("login", "password", _NAME, "--stdin", stdin="another set of words\n")
        assert again.exit_code == 0
        assert connection.execute(whole, (_NAME,)).fetchone() != before


def test_a_login_is_listed_and_removed(database: Database) -> None:
    """One that owns something stays as its owner, and connects no more."""
    added("operator")
    listed = zerosum("login", "list").output
    assert f"{_NAME}  ledger_auditor,ledger_operator  any number of connections" in listed
    assert "ledger_report  ledger_reporter  at most 30 connections" in listed
    taken = zerosum("login", "add", _NAME, "--as", "auditor", "--no-password")
    assert isinstance(taken.exception, ZerosumError)

    with database.connect(_NAME) as connection:
        connection.execute(f'CREATE TABLE "{_NAME}".kept ()'.encode())
    kept = zerosum("login", "remove", _NAME)
    assert isinstance(kept.exception, ZerosumError)
    with pytest.raises(psycopg.OperationalError):
        database.connect(_NAME)


def test_an_idle_login_is_removed_whole() -> None:
    """With the schema that was made for it; those of a deploy and strangers are not removed."""
    added("operator")
    assert zerosum("login", "remove", _NAME).output == f"{_NAME} is gone\n"
    for name in (_NAME, "postgres", "ledger_web"):
        assert isinstance(zerosum("login", "remove", name).exception, ZerosumError)
