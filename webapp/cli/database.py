"""The database a command works on: configured, or the home's own, started for as long as needed."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from webapp.config import DATABASE, Config
from webapp.embedded import EmbeddedPostgres
from webapp.failures import Exit, ZerosumError

DBA_LOGIN = "ledger_dba"
_DATABASE_EXISTS = "SELECT 1 FROM pg_database WHERE datname = %s"


@contextmanager
def administrator_url() -> Iterator[str]:
    """Yield the deployer's URL; an embedded server runs at least as long, its database is made."""
    config = Config.from_environment(serving=False)
    if not config.embedded:
        yield config.database_url
        return
    with config.postgres() as server:
        make_database(server)
        yield server.url(DATABASE)


@contextmanager
def dba_url() -> Iterator[str]:
    """Yield the URL of a DBA at work in the ledger, who obeys all of its rules.

    Raises ZerosumError when the home holds no ledger yet.
    """
    config = Config.from_environment(serving=False)
    if not config.embedded:
        yield config.database_url
        return
    server = config.postgres()
    require_ledger(server)
    with server:
        yield server.url(DATABASE, DBA_LOGIN)


def require_ledger(server: EmbeddedPostgres) -> None:
    """Raise ZerosumError unless the home has been used before."""
    if not server.has_data:
        raise ZerosumError(
            f"there is no ledger in {server.home} yet: run zerosum up, or set ZEROSUM_HOME",
            Exit.NOT_RUNNING,
        )


def make_database(server: EmbeddedPostgres) -> None:
    """Make the ledger's database in an embedded server, unless it is there."""
    with psycopg.connect(server.url(), autocommit=True) as connection:
        if connection.execute(_DATABASE_EXISTS, (DATABASE,)).fetchone() is not None:
            return
        try:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            return
