"""zerosum notification: what users were told of; zerosum bounce: what came back."""

from typing import Any, BinaryIO
from uuid import UUID

import click
import psycopg
from psycopg.rows import namedtuple_row

from webapp.cli.calls import dba_connection, user_id_of
from webapp.config import Config
from webapp.notifications.bounces import Bounce, read_bounce

_STATES = ["PENDING", "SENDING", "SENT", "UNKNOWN", "BOUNCED", "DEAD", "DROPPED"]


@click.group("notification")
def notification_group() -> None:
    """Look after messages to users."""


@notification_group.command("list")
@click.argument("user", required=False)
@click.option("--state", type=click.Choice(_STATES), help="Only these.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
def list_notifications(user: str | None, *, state: str | None, limit: int) -> None:
    """List messages, newest first, to the user called USER or to all."""
    with dba_connection() as connection:
        rows: list[Any] = (
            connection.cursor(row_factory=namedtuple_row)
            .execute(
                "SELECT n.* FROM ledger.list_notifications("
                "p_user_id => %s, p_state => %s, p_limit => %s) AS n",
                (user_id_of(connection, user) if user else None, state, limit),
            )
            .fetchall()
        )
    for row in rows:
        answer = " ".join(filter(None, [row.last_error, row.status_code]))
        click.echo(
            f"{row.notification_id}  user {row.user_id}  {row.notification_type}  {row.channel}"
            f"  {row.state}  {answer}".rstrip()
        )


@notification_group.command("retry")
@click.argument("notification_ids", type=click.UUID, nargs=-1, required=True)
def retry(notification_ids: tuple[UUID, ...]) -> None:
    """Send messages again; one that is UNKNOWN may then come twice."""
    with dba_connection() as connection:
        for notification_id in notification_ids:
            row: Any = connection.execute(
                "SELECT state FROM ledger.retry_notification(%s)", (notification_id,)
            ).fetchone()
            click.echo(f"{notification_id}  {row[0]}")


@notification_group.command("clear")
@click.argument("user")
def clear(user: str) -> None:
    """Write to the address of the user called USER again that mail came back from."""
    with dba_connection() as connection:
        connection.execute("SELECT FROM ledger.clear_bounce(%s)", (user_id_of(connection, user),))
    click.echo("cleared")


@click.command("bounce")
@click.argument("mail", type=click.File("rb"), default="-")
def bounce(mail: BinaryIO) -> None:
    """Record a mail that came back (RFC 3464), from standard input or a file.

    What is no such mail, or none of ours, is passed over: a mail server is to send no bounce of a
    bounce.
    """
    found = read_bounce(mail.read())
    if found is None:
        click.echo("nothing came back", err=True)
        return
    with dba_connection() as connection:
        notification_id = found.notification_id or _named(connection, found)
        is_ours = (
            notification_id is not None
            and connection.execute(
                "SELECT 1 FROM ledger.notifications"
                " WHERE notification_id = %s AND channel = 'email'",
                (notification_id,),
            ).fetchone()
        )
        if not is_ours:
            click.echo("not a mail of ours", err=True)
            return
        row: Any = connection.execute(
            "SELECT state FROM ledger.record_bounce(%s, %s)", (notification_id, found.status_code)
        ).fetchone()
    click.echo(f"{notification_id}  {row[0]}  {found.status_code}")


def _named(connection: psycopg.Connection[Any], found: Bounce) -> UUID | None:
    """Return the message that a Message-ID names, if it is one that we gave."""
    ring = Config.from_environment(serving=False).keyring()
    if ring is None or found.event_id is None:
        return None
    rows = connection.execute(
        "SELECT notification_id, user_id FROM ledger.notifications"
        " WHERE event_id = %s AND channel = 'email'",
        (found.event_id,),
    ).fetchall()
    return next(
        (
            notification_id
            for notification_id, user_id in rows
            if ring.message_digest(found.event_id, user_id) == found.digest
        ),
        None,
    )
