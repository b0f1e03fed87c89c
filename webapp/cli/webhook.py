"""zerosum webhook: where events are sent, and what became of them."""

from typing import Any
from uuid import UUID

import click
import psycopg
from psycopg.rows import namedtuple_row

from webapp.cli.calls import dba_connection, user_id_of
from webapp.config import Config
from webapp.failures import Exit, ZerosumError
from webapp.keys.sealing import Keyring, KeyringError, SealedSecret
from webapp.webhooks.addresses import addresses_of
from webapp.webhooks.signing import new_secret


@click.group("webhook")
def webhook_group() -> None:
    """Manage endpoints that events are sent to."""


@webhook_group.command("add")
@click.argument("url")
@click.option("--user", help="Whose it is; without it the house's.")
@click.option("--type", "types", multiple=True, help="A type, or prefix.*; repeatable.")
@click.option("--account", "accounts", multiple=True, help="A code of an account; repeatable.")
@click.option("--of", "of_user", metavar="USER", help="Only events of this user.")
@click.option("--category", help="Only events of accounts in it or below.")
def add(  # noqa: PLR0913 - one for each option
    url: str,
    *,
    user: str | None,
    types: tuple[str, ...],
    accounts: tuple[str, ...],
    of_user: str | None,
    category: str | None,
) -> None:
    """Have events sent to URL; print the endpoint's id, and the secret that signs them."""
    config = Config.from_environment(serving=False)
    ring, secret = _ring(config), new_secret()
    allows_private = config.webhooks.allow_private
    with dba_connection() as connection:
        user_id = user_id_of(connection, user) if user else 0
        sealed = ring.seal_secret(user_id, secret)
        made = connection.execute(
            "SELECT endpoint_id FROM ledger.create_webhook_endpoint(p_url => %s,"
            " p_key_id => %s, p_wrapped_key => %s, p_sealed => %s, p_user_id => %s,"
            " p_event_types => %s, p_account_ids => ("
            "SELECT array_agg(ledger.account_id(c)) FROM unnest(%s::text[]) AS c),"
            " p_of_user_id => %s, p_category_path => %s, p_addresses => %s::inet[],"
            " p_allows_private => %s)",
            (
                url,
                *_values(sealed),
                user_id,
                list(types) or None,
                list(accounts),
                user_id_of(connection, of_user) if of_user else None,
                category,
                None if allows_private else addresses_of(url),
                allows_private,
            ),
        ).fetchone()
    if made is not None:
        click.echo(f"{made[0]}\n{secret}")


@webhook_group.command("list")
@click.argument("user", required=False)
def list_endpoints(user: str | None) -> None:
    """List endpoints, of the user called USER or of all."""
    with dba_connection() as connection:
        user_id = user_id_of(connection, user) if user else None
        rows = _pages(
            connection,
            "SELECT e.* FROM ledger.list_webhook_endpoints("
            "p_user_id => %s, p_after => %s, p_limit => 1000) AS e",
            user_id,
        )
    for row in rows:
        types = ",".join(row.event_types) if row.event_types else "all"
        state = row.status if row.disabled_reason is None else f"DISABLED ({row.disabled_reason})"
        click.echo(f"{row.endpoint_id}  user {row.user_id}  {row.url}  [{types}]  {state}")


@webhook_group.command("enable")
@click.argument("endpoint_id", type=click.UUID)
def enable(endpoint_id: UUID) -> None:
    """Send to an endpoint again; what is pending goes first."""
    _change(endpoint_id, "ENABLED")


@webhook_group.command("disable")
@click.argument("endpoint_id", type=click.UUID)
def disable(endpoint_id: UUID) -> None:
    """Send nothing to an endpoint until it is enabled."""
    _change(endpoint_id, "DISABLED")


@webhook_group.command("remove")
@click.argument("endpoint_id", type=click.UUID)
def remove(endpoint_id: UUID) -> None:
    """Send nothing to an endpoint any more, for ever."""
    with dba_connection() as connection:
        connection.execute("SELECT FROM ledger.remove_webhook_endpoint(%s)", (endpoint_id,))
    click.echo("removed")


@webhook_group.command("rotate")
@click.argument("endpoint_id", type=click.UUID)
@click.option("--hours", type=click.IntRange(0, 168), default=24, show_default=True)
def rotate(endpoint_id: UUID, *, hours: int) -> None:
    """Print a new secret; the old one signs beside it for some hours."""
    ring, secret = _ring(Config.from_environment(serving=False)), new_secret()
    with dba_connection() as connection:
        owner: Any = connection.execute(
            "SELECT user_id FROM ledger.get_webhook_endpoint(%s)", (endpoint_id,)
        ).fetchone()
        connection.execute(
            "SELECT FROM ledger.rotate_webhook_secret(%s, %s, %s, %s, make_interval(hours => %s))",
            (endpoint_id, *_values(ring.seal_secret(owner[0], secret)), hours),
        )
    click.echo(secret)


@webhook_group.command("ping")
@click.argument("endpoint_id", type=click.UUID)
def ping(endpoint_id: UUID) -> None:
    """Send an endpoint a test delivery; print its id."""
    with dba_connection() as connection:
        made: Any = connection.execute(
            "SELECT delivery_id FROM ledger.ping_webhook_endpoint(%s)", (endpoint_id,)
        ).fetchone()
    click.echo(made[0])


@webhook_group.command("deliveries")
@click.argument("endpoint_id", type=click.UUID, required=False)
@click.option("--state", type=click.Choice(["PENDING", "DELIVERED", "DEAD"]), help="Only these.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
def deliveries(endpoint_id: UUID | None, *, state: str | None, limit: int) -> None:
    """List deliveries, newest first, of an endpoint or of all."""
    with dba_connection() as connection:
        rows: list[Any] = (
            connection.cursor(row_factory=namedtuple_row)
            .execute(
                "SELECT d.* FROM ledger.list_webhook_deliveries("
                "p_endpoint_id => %s, p_state => %s, p_limit => %s) AS d",
                (endpoint_id, state, limit),
            )
            .fetchall()
        )
    for row in rows:
        answer = row.last_error or row.last_response_code or "not tried"
        click.echo(
            f"{row.delivery_id}  {row.event_type}  {row.state}  {row.attempts} attempts  {answer}"
        )


@webhook_group.command("log")
@click.argument("delivery_id", type=click.UUID)
def log(delivery_id: UUID) -> None:
    """List the attempts of a delivery."""
    with dba_connection() as connection:
        rows: list[Any] = (
            connection.cursor(row_factory=namedtuple_row)
            .execute("SELECT a.* FROM ledger.list_webhook_attempts(%s) AS a", (delivery_id,))
            .fetchall()
        )
    for row in rows:
        answer = f"{row.response_code or 'no answer'} {row.error or 'delivered'}"
        click.echo(f"{row.attempted_at:%Y-%m-%d %H:%M:%S}  {answer}  {row.duration_ms} ms")


@webhook_group.command("replay")
@click.argument("endpoint_id", type=click.UUID)
@click.option("--delivery", type=click.UUID, help="This one, dead or delivered.")
@click.option("--since", type=click.DateTime(), help="All dead ones made then (UTC) or later.")
def replay(endpoint_id: UUID, *, delivery: UUID | None, since: Any) -> None:  # noqa: ANN401 - click's
    """Send dead deliveries again."""
    with dba_connection() as connection:
        replayed: Any = connection.execute(
            "SELECT replayed FROM ledger.replay_webhook_deliveries("
            "%s, %s, %s::timestamp AT TIME ZONE 'UTC')",
            (endpoint_id, delivery, since),
        ).fetchone()
    click.echo(f"{replayed[0]} replayed")


def _change(endpoint_id: UUID, status: str) -> None:
    with dba_connection() as connection:
        connection.execute(
            "SELECT FROM ledger.update_webhook_endpoint(%s, p_status => %s)", (endpoint_id, status)
        )
    click.echo(status.lower())


def _pages(connection: psycopg.Connection[Any], query: str, user_id: int | None) -> list[Any]:
    cursor = connection.cursor(row_factory=namedtuple_row)
    rows: list[Any] = []
    while page := cursor.execute(
        query.encode(), (user_id, rows[-1].endpoint_id if rows else None)
    ).fetchall():
        rows += page
    return rows


def _values(sealed: SealedSecret) -> tuple[str, bytes, bytes]:
    return sealed.key_id, sealed.wrapped_key, sealed.sealed


def _ring(config: Config) -> Keyring:
    try:
        ring = config.keyring()
    except (KeyringError, OSError) as error:
        raise ZerosumError(str(error), Exit.MISCONFIGURED) from error
    if ring is None:
        raise ZerosumError("ZEROSUM_PERSONAL_KEYS names no keyring", Exit.MISCONFIGURED)
    return ring
