"""zerosum person: personal data at rest: renew its keys, forget somebody."""

from pathlib import Path
from typing import Any, NamedTuple

import click
import psycopg
from psycopg.rows import args_row

from webapp.cli.calls import dba_connection
from webapp.config import Config
from webapp.failures import Exit, ZerosumError
from webapp.keys.sealing import Keyring, KeyringError, UnreadableError, add_key

_PAGE = 100


class _Wrapped(NamedTuple):
    user_id: int
    key_id: str
    wrapped_key: bytes


@click.group("person")
def person_group() -> None:
    """Manage sealed personal data and the keys it is sealed with."""


@person_group.command("add-key")
@click.argument("key_id", metavar="ID")
def add_key_command(key_id: str) -> None:
    """Make a new key called ID, the one for new data from the servers' next start on."""
    path = _path(Config.from_environment(serving=False))
    try:
        add_key(path, key_id)
    except (KeyringError, OSError) as error:
        raise ZerosumError(str(error), Exit.MISCONFIGURED) from error
    click.echo(f"{path}: {key_id} is the current key; restart the servers, then rotate")


@person_group.command("rotate")
def rotate() -> None:
    """Wrap everybody's key with the current key; the old ones can be taken out afterwards."""
    try:
        ring = Keyring.read(_path(Config.from_environment(serving=False)))
    except (KeyringError, OSError) as error:
        raise ZerosumError(str(error), Exit.MISCONFIGURED) from error
    moved, after = 0, 0
    with dba_connection() as connection:
        cursor = connection.cursor(row_factory=args_row(_Wrapped))
        while True:
            people = cursor.execute(
                "SELECT user_id, key_id, wrapped_key FROM ledger.list_people("
                "p_except_key_id => %s, p_after => %s, p_limit => %s)",
                (ring.current, after, _PAGE),
            ).fetchall()
            if not people:
                break
            for row in people:
                after = row.user_id
                try:
                    wrapped = ring.rewrap(row.user_id, row.key_id, row.wrapped_key)
                except UnreadableError as error:
                    raise ZerosumError(f"user {row.user_id}: {error}") from error
                connection.execute(
                    "SELECT FROM ledger.rewrap_person(%s, %s, %s, %s)",
                    (row.user_id, row.wrapped_key, ring.current, wrapped),
                )
                moved += 1
        moved += _rotate_secrets(connection, ring) + _rotate_chats(connection, ring)
    click.echo(f"{moved} moved to the key {ring.current}")


def _rotate_secrets(connection: psycopg.Connection[Any], ring: Keyring) -> int:
    """Wrap the keys of webhooks' secrets with the current key; return how many."""
    moved = 0
    while page := connection.execute(
        "SELECT endpoint_id, user_id, key_id, wrapped_key FROM ledger.list_webhook_secrets(%s, %s)",
        (ring.current, _PAGE),
    ).fetchall():
        for endpoint_id, user_id, key_id, old in page:
            try:
                wrapped = ring.rewrap_secret(user_id, key_id, old)
            except UnreadableError as error:
                raise ZerosumError(f"webhook endpoint {endpoint_id}: {error}") from error
            connection.execute(
                "SELECT ledger.rewrap_webhook_secret(%s, %s, %s, %s)",
                (endpoint_id, old, ring.current, wrapped),
            )
            moved += 1
    return moved


def _rotate_chats(connection: psycopg.Connection[Any], ring: Keyring) -> int:
    """Wrap the keys of chats' URLs with the current key; return how many."""
    moved = 0
    while page := connection.execute(
        "SELECT user_id, key_id, wrapped_key FROM ledger.list_chat_secrets(%s, %s)",
        (ring.current, _PAGE),
    ).fetchall():
        for user_id, key_id, old in page:
            try:
                wrapped = ring.rewrap_secret(user_id, key_id, old)
            except UnreadableError as error:
                raise ZerosumError(f"chat of user {user_id}: {error}") from error
            connection.execute(
                "SELECT ledger.rewrap_chat_secret(%s, %s, %s, %s)",
                (user_id, old, ring.current, wrapped),
            )
            moved += 1
    return moved


@person_group.command("forget")
@click.argument("user_id", type=int)
def forget(user_id: int) -> None:
    """Delete the key of the user's personal data. The books stay as they are."""
    with dba_connection() as connection:
        connection.execute("SELECT FROM ledger.shred_person(%s)", (user_id,))
    click.echo(f"user {user_id}: forgotten")


def _path(config: Config) -> Path:
    path = config.people.keys or (config.home / "personal-keys" if config.embedded else None)
    if path is None:
        raise ZerosumError("ZEROSUM_PERSONAL_KEYS names no keyring", Exit.MISCONFIGURED)
    return path
