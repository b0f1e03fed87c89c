"""Call the ledger from a command as a DBA would."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from webapp import hosts
from webapp.cli.database import dba_url
from webapp.failures import Exit, ZerosumError


def connect(url: str, *, application_name: str = "zerosum") -> psycopg.Connection[Any]:
    """Return a connection in which every statement is its own transaction."""
    # Statements of a command are few: preparing them wins nothing, and a pooler may not carry
    # them over.
    return psycopg.connect(
        url,
        autocommit=True,
        prepare_threshold=None,
        client_encoding="utf8",
        application_name=application_name,
        **hosts.options(url, 10),
    )


@contextmanager
def dba_connection() -> Iterator[psycopg.Connection[Any]]:
    """Yield a DBA's connection; what the database refuses ends the command with one line."""
    try:
        with dba_url() as url, connect(url) as connection:
            yield connection
    except psycopg.Error as error:
        raise explained(error) from error


def user_id_of(connection: psycopg.Connection[Any], name: str) -> int:
    """Return the id of the user of this name; the database refuses an unknown one."""
    found = connection.execute(
        "SELECT user_id FROM ledger.find_user(p_username => %s)", (name,)
    ).fetchone()
    if found is None:
        raise ZerosumError(f"there is no user {name}")
    return int(found[0])


def explained(error: psycopg.Error) -> ZerosumError:
    """Return the one line that tells a person what the database refused, and what to do."""
    reason = str(error).strip().partition("\n")[0]
    if error.sqlstate is None:
        return ZerosumError(f"the database cannot be reached: {reason}", Exit.UNREACHABLE)
    hint = error.diag.message_hint
    message = error.diag.message_primary or reason
    # The ledger's messages begin with their code.
    if not message.startswith(error.sqlstate):
        message = f"{error.sqlstate} {message}"
    return ZerosumError(message + (f" ({hint})" if hint else ""))
