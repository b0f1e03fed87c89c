"""zerosum user: the people and programs that tokens are issued for."""

import json
from typing import Any

import click
from psycopg.rows import dict_row

from webapp.auth import ROLES
from webapp.cli.calls import dba_connection


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
