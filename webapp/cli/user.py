"""zerosum user: the people and programs that tokens are issued for."""

import json
from typing import Any

import click
from psycopg.rows import dict_row

from webapp.access.passwords import hash_password
from webapp.cli.calls import dba_connection, user_id_of
from webapp.cli.password import asked_password
from webapp.identity.tokens import ROLES


@click.group("user")
def user_group() -> None:
    """Manage the users that accounts belong to and tokens are issued for."""


@user_group.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="customer", show_default=True)
@click.option("--display-name", metavar="TEXT", help="How people know the user.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def add_user(name: str, *, role: str, display_name: str | None, as_json: bool) -> None:
    """Make a user called NAME, which must not exist yet."""
    with dba_connection() as connection:
        cursor = connection.cursor(row_factory=dict_row)
        rows: list[dict[str, Any]] = cursor.execute(
            "SELECT user_id, username, display_name, role, status, created_at "
            "FROM ledger.create_user(p_username => %s, p_role => %s, p_display_name => %s)",
            (name, role, display_name),
        ).fetchall()
    (user,) = rows
    if as_json:
        # A bigint outgrows a JSON reader's double.
        document = user | {
            "user_id": str(user["user_id"]),
            "created_at": user["created_at"].isoformat(),
        }
        click.echo(json.dumps(document, indent=2))
    else:
        click.echo(f"user {user['user_id']}: {user['username']}, {user['role']}")


@user_group.command("password")
@click.argument("name")
@click.option("--stdin", "from_stdin", is_flag=True, help="Read it from standard input, one line.")
def set_password(name: str, *, from_stdin: bool) -> None:
    """Give the user called NAME a password; all its sessions end."""
    password = asked_password(from_stdin=from_stdin)
    with dba_connection() as connection:
        connection.execute(
            "SELECT ledger.set_password_hash(p_user_id => %s, p_password_hash => %s)",
            (user_id_of(connection, name), hash_password(password)),
        )
    click.echo(f"{name} has a new password")


@user_group.command("role")
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
def set_role(name: str, role: str) -> None:
    """Make the user called NAME a ROLE, from its next request on."""
    with dba_connection() as connection:
        connection.execute(
            "SELECT ledger.set_user_role(p_user_id => %s, p_role => %s)",
            (user_id_of(connection, name), role),
        )
    click.echo(f"{name} is now {role}")


@user_group.command("suspend")
@click.argument("name")
@click.option("--undo", is_flag=True, help="Let the user act again.")
def suspend(name: str, *, undo: bool) -> None:
    """Let the user called NAME do nothing, whatever tokens and keys it holds."""
    status = "ACTIVE" if undo else "SUSPENDED"
    with dba_connection() as connection:
        connection.execute(
            "SELECT ledger.set_user_status(p_user_id => %s, p_status => %s)",
            (user_id_of(connection, name), status),
        )
    click.echo(f"{name} is {status}")


@user_group.command("logout")
@click.argument("name")
def log_out(name: str) -> None:
    """End every session of the user called NAME and void its tokens."""
    with dba_connection() as connection:
        connection.execute(
            "SELECT ledger.end_all_sessions(p_user_id => %s)", (user_id_of(connection, name),)
        )
    click.echo(f"{name} is logged out everywhere")


@user_group.command("link")
@click.argument("name")
@click.argument("issuer")
@click.argument("subject")
def link(name: str, issuer: str, subject: str) -> None:
    """Take tokens of ISSUER for SUBJECT as those of the user called NAME."""
    with dba_connection() as connection:
        connection.execute(
            "SELECT ledger.link_identity(p_user_id => %s, p_issuer => %s, p_subject => %s)",
            (user_id_of(connection, name), issuer, subject),
        )
    click.echo(f"{subject} of {issuer} is {name}")
