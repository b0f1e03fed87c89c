"""zerosum api-key: API keys, with which programs prove who they are."""

from datetime import UTC, datetime, timedelta
from typing import Any

import click

from webapp.cli.calls import dba_connection, user_id_of
from webapp.cli.token import Lifetime


@click.group("api-key")
def api_key_group() -> None:
    """Manage API keys of programs."""


@api_key_group.command("add")
@click.argument("user")
@click.option("--name", required=True, help="What the key is for.")
@click.option("--scope", "scopes", multiple=True, help="A permission to narrow it to; repeatable.")
@click.option("--lifetime", type=Lifetime(), default="90d", show_default=True, metavar="90d|8h|…")
def add_key(user: str, *, name: str, scopes: tuple[str, ...], lifetime: timedelta) -> None:
    """Print a new API key for the user called USER; it is shown this once."""
    with dba_connection() as connection:
        made = connection.execute(
            "SELECT secret FROM ledger.create_api_key(p_user_id => %s, p_name => %s, "
            "p_scopes => %s, p_expires_at => %s)",
            (
                user_id_of(connection, user),
                name,
                list(scopes) or None,
                datetime.now(UTC) + lifetime,
            ),
        ).fetchone()
    if made is not None:
        click.echo(made[0])


@api_key_group.command("list")
@click.argument("user", required=False)
def list_keys(user: str | None) -> None:
    """List API keys, of the user called USER or of all."""
    with dba_connection() as connection:
        user_id = user_id_of(connection, user) if user else None
        rows: list[tuple[Any, ...]] = []
        while page := connection.execute(
            "SELECT api_key_id, user_id, prefix, name, scopes, expires_at, last_used_at, "
            "revoked_at FROM ledger.list_api_keys("
            "p_user_id => %s, p_after => %s, p_limit => 1000)",
            (user_id, rows[-1][0] if rows else None),
        ).fetchall():
            rows += page
    for key_id, user_id, prefix, name, scopes, expires, used, revoked in rows:
        state = "revoked" if revoked else f"until {expires:%Y-%m-%d}"
        last = f"used {used:%Y-%m-%d %H:%M}" if used else "never used"
        what = ",".join(scopes) if scopes else "all"
        click.echo(f"{key_id}  user {user_id}  {prefix}…  {name}  [{what}]  {state}, {last}")


@api_key_group.command("revoke")
@click.argument("key_id", type=click.UUID)
def revoke_key(key_id: str) -> None:
    """Void the API key with this id."""
    with dba_connection() as connection:
        connection.execute("SELECT ledger.revoke_api_key(p_api_key_id => %s)", (key_id,))
    click.echo("revoked")
