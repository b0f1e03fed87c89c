"""zerosum login: the PostgreSQL logins of people and tools."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
import psycopg
from psycopg import sql

from webapp.cli.calls import connect, explained
from webapp.cli.database import administrator_url
from webapp.cli.logins import KINDS, LOGINS, ensure_login
from webapp.cli.password import asked_password
from webapp.failures import ZerosumError

# Logins that hold a group of the ledger and could connect to this database.
_LIST = """
    SELECT r.rolname, array_agg(g.rolname::text ORDER BY g.rolname), r.rolconnlimit
    FROM pg_roles AS r
    JOIN pg_auth_members AS m ON m.member = r.oid
    JOIN pg_roles AS g ON g.oid = m.roleid
    WHERE r.rolcanlogin
        AND NOT r.rolsuper
        AND g.rolname LIKE 'ledger\\_%'
        AND has_database_privilege(r.oid, current_database(), 'CONNECT')
    GROUP BY r.rolname, r.rolconnlimit
    ORDER BY r.rolname
"""


@click.group("login")
def login_group() -> None:
    """Manage the PostgreSQL logins that people and tools connect as."""


@login_group.command("add")
@click.argument("name")
@click.option("--as", "kind", type=click.Choice(list(KINDS)), required=True, help="What it may do.")
@click.option("--stdin", "from_stdin", is_flag=True, help="Read the password from one line.")
@click.option(
    "--no-password", "passwordless", is_flag=True, help="For sockets and certificates that vouch."
)
def add_login(name: str, *, kind: str, from_stdin: bool, passwordless: bool) -> None:
    """Make a login called NAME, which must not exist yet.

    An operator also gets a schema of the same name, for tables and functions beside the ledger.
    """
    with _administrator() as connection:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone():
            raise ZerosumError(f"there is a role {name} already")
        password = None if passwordless else asked_password(from_stdin=from_stdin)
        with connection.transaction():
            ensure_login(connection, KINDS[kind]._replace(name=name))
            if password is not None:
                _set_password(connection, name, password)
            if kind == "operator":
                connection.execute(
                    sql.SQL("CREATE SCHEMA {0} AUTHORIZATION {0}").format(sql.Identifier(name))
                )
    click.echo(f"{name} connects as {kind}")


@login_group.command("password")
@click.argument("name")
@click.option("--stdin", "from_stdin", is_flag=True, help="Read it from one line.")
def set_login_password(name: str, *, from_stdin: bool) -> None:
    """Give the login called NAME another password."""
    with _administrator() as connection:
        _require(connection, name)
        _set_password(connection, name, asked_password(from_stdin=from_stdin))
    click.echo(f"{name} has a new password")


@login_group.command("list")
def list_logins() -> None:
    """List the logins, the groups they are in, and how often each may connect."""
    with _administrator() as connection:
        for name, groups, limit in connection.execute(_LIST.encode()).fetchall():
            often = f"at most {limit} connections" if limit >= 0 else "any number of connections"
            click.echo(f"{name}  {','.join(groups)}  {often}")


@login_group.command("remove")
@click.argument("name")
def remove_login(name: str) -> None:
    """Let the login called NAME connect no more, and remove it unless it owns something."""
    if name in {login.name for login in LOGINS}:
        raise ZerosumError(f"{name} is made by every deploy")
    with _administrator() as connection:
        _require(connection, name)
        role = sql.Identifier(name)
        connection.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(role))
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (name,)
        )
        connection.execute(
            sql.SQL("REVOKE ALL ON DATABASE {} FROM {}").format(
                sql.Identifier(connection.info.dbname), role
            )
        )
        try:
            with connection.transaction():
                # Without CASCADE: an empty schema goes, one that holds something stays.
                connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {}").format(role))
                connection.execute(sql.SQL("DROP ROLE {}").format(role))
        except psycopg.errors.DependentObjectsStillExist as error:
            raise ZerosumError(
                f"{name} connects no more, but stays as the owner of what it made: "
                f"{error.diag.message_detail or error.diag.message_primary}"
            ) from error
    click.echo(f"{name} is gone")


@contextmanager
def _administrator() -> Iterator[psycopg.Connection[Any]]:
    try:
        with administrator_url() as url, connect(url) as connection:
            yield connection
    except psycopg.Error as error:
        raise explained(error) from error


def _require(connection: psycopg.Connection[Any], name: str) -> None:
    names = {row[0] for row in connection.execute(_LIST.encode()).fetchall()}
    if name not in names:
        raise ZerosumError(f"there is no login {name} of the ledger: see zerosum login list")


def _set_password(connection: psycopg.Connection[Any], name: str, password: str) -> None:
    # As a SCRAM verifier, made here: neither the server nor its log sees the password.
    verifier = connection.pgconn.encrypt_password(
        password.encode(), name.encode(), b"scram-sha-256"
    ).decode()
    connection.execute(
        sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(name), sql.Literal(verifier))
    )
