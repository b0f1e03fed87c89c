"""zerosum api-key: API keys, with which programs prove who they are."""

from datetime import UTC, datetime, timedelta
from typing import Any

import click
from psycopg.rows import namedtuple_row

from webapp.cli.calls import dba_connection, user_id_of
from webapp.cli.token import Lifetime


@click.group("api-key")
def api_key_group() -> None:
    """Manage API keys of programs."""


@api_key_group.command("add")
@click.argument("user")
@click.option("--name", required=True, help="What the key is for.")
@click.option("--scope", "scopes", multiple=True, help="A permission to narrow it to; repeatable.")
@click.option("--account", "accounts", multiple=True, help="A code of an account; repeatable.")
@click.option("--category", "categories", multiple=True, help="A path of a category; repeatable.")
@click.option("--type", "types", multiple=True, help="A type to post as; repeatable.")
@click.option("--currency", help="The one asset to move.")
@click.option("--maximum", metavar="AMOUNT", help="The most in one transaction.")
@click.option("--lifetime", type=Lifetime(), default="90d", show_default=True, metavar="90d|8h|…")
def add_key(  # noqa: PLR0913 - one for each option
    user: str,
    *,
    name: str,
    scopes: tuple[str, ...],
    accounts: tuple[str, ...],
    categories: tuple[str, ...],
    types: tuple[str, ...],
    currency: str | None,
    maximum: str | None,
    lifetime: timedelta,
) -> None:
    """Print a new API key for the service called USER; it is shown this once.

    Accounts, categories, types, a currency and an amount restrict what it moves and reads.
    For a person, print the id of a key that is good once that person has accepted it.
    """
    with dba_connection() as connection:
        made = connection.execute(
            "SELECT secret, api_key_id, acceptance_ends_at "
            "FROM ledger.create_api_key(p_user_id => %s, "
            "p_name => %s, p_scopes => %s, p_expires_at => %s, "
            "p_account_ids => ("
            "SELECT array_agg(ledger.account_id(c)) FROM unnest(%s::text[]) AS c), "
            "p_category_paths => %s, p_transaction_types => %s, p_currency => %s, "
            "p_maximum_amount => %s)",
            (
                user_id_of(connection, user),
                name,
                list(scopes) or None,
                datetime.now(UTC) + lifetime,
                list(accounts),
                list(categories) or None,
                list(types) or None,
                currency,
                maximum,
            ),
        ).fetchone()
    if made is None:
        return
    secret, key_id, ends_at = made
    if secret is None:
        secret = f"{key_id} waits for {user}, who accepts it until {ends_at:%Y-%m-%d %H:%M} UTC"
    click.echo(secret)


@api_key_group.command("list")
@click.argument("user", required=False)
def list_keys(user: str | None) -> None:
    """List API keys, of the user called USER or of all."""
    with dba_connection() as connection:
        user_id = user_id_of(connection, user) if user else None
        cursor = connection.cursor(row_factory=namedtuple_row)
        keys: list[Any] = []
        while page := cursor.execute(
            "SELECT k.* FROM ledger.list_api_keys("
            "p_user_id => %s, p_after => %s, p_limit => 1000) AS k",
            (user_id, keys[-1].api_key_id if keys else None),
        ).fetchall():
            keys += page
    for key in keys:
        what = ",".join(key.scopes) if key.scopes else "all"
        last = f"used {key.last_used_at:%Y-%m-%d %H:%M}" if key.last_used_at else "never used"
        click.echo(
            f"{key.api_key_id}  user {key.user_id}  {key.prefix}…  {key.name}  [{what}]"
            f"{_restrictions(key)}  {_state(key)}, {last}"
        )


def _state(key: Any) -> str:  # noqa: ANN401 - a row of ledger.api_keys
    if key.revoked_at:
        return "revoked"
    if key.acceptance_ends_at and not key.accepted_at:
        return f"to be accepted until {key.acceptance_ends_at:%Y-%m-%d}"
    return f"until {key.expires_at:%Y-%m-%d}"


def _restrictions(key: Any) -> str:  # noqa: ANN401 - as above
    told = [
        f"{name.replace('_', ' ')} {','.join(map(str, values))}"
        for name in ("account_ids", "category_paths", "transaction_types")
        if (values := getattr(key, name))
    ]
    if key.currency:
        told.append(key.currency)
    if key.maximum_amount:
        told.append(f"up to {key.maximum_amount}")
    return f"  only {', '.join(told)}" if told else ""


@api_key_group.command("revoke")
@click.argument("key_id", type=click.UUID)
def revoke_key(key_id: str) -> None:
    """Void the API key with this id."""
    with dba_connection() as connection:
        connection.execute("SELECT ledger.revoke_api_key(p_api_key_id => %s)", (key_id,))
    click.echo("revoked")
