"""The web server does not run as a login that may do more than it calls for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg_pool import PoolTimeout

from tests.operations.conftest import SECRET
from webapp import create_app
from webapp.config import Config
from webapp.db import Database as Pool
from webapp.failures import Exit
from webapp.web_login import TooMuchError, begin, require_little, require_little_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.commands import Commands
    from tests.support.databases import Database

_LOGIN = "web_login_tried"
_TOO_MUCH = {
    "SUPERUSER": "is a superuser",
    "CREATEROLE": "may create roles",
    "REPLICATION": "may replicate the database",
    "IN ROLE ledger_owner": "is a member of ledger_owner",
    "IN ROLE ledger_operator": "is a member of ledger_operator",
    "IN ROLE ledger_auditor, ledger_reporter": "is a member of ledger_auditor, ledger_reporter",
    "IN ROLE pg_read_all_data": "is a member of pg_read_all_data",
    "IN ROLE ledger_dba": "is a member of ledger_auditor, ledger_dba, ledger_operator",
}


@pytest.fixture
def admin(database: Database) -> Iterator[psycopg.Connection]:
    """Give a superuser's session that takes its login back at the end."""
    with psycopg.connect(database.url, autocommit=True) as connection:
        yield connection
        connection.execute(f"DROP ROLE IF EXISTS {_LOGIN}".encode())


@pytest.mark.parametrize("rights", _TOO_MUCH)
def test_what_may_do_more_is_told_why(
    database: Database, admin: psycopg.Connection, rights: str
) -> None:
    """By an attribute of the login, or by a role that it may become."""
    admin.execute(f"CREATE ROLE {_LOGIN} LOGIN {rights}".encode())
    admin.execute(f"GRANT ledger_app TO {_LOGIN}".encode())
    with pytest.raises(TooMuchError, match=f"{_LOGIN}, which {_TOO_MUCH[rights]}"):
        require_little_of(database.url_as(_LOGIN))


def test_who_owns_the_database_is_told_so(database: Database, admin: psycopg.Connection) -> None:
    """An owner can drop it."""
    admin.execute(f"CREATE ROLE {_LOGIN} LOGIN IN ROLE ledger_app".encode())
    owner = admin.execute(
        "SELECT datdba::regrole::text FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    assert owner is not None
    admin.execute(f'ALTER DATABASE "{database.name}" OWNER TO {_LOGIN}'.encode())
    try:
        with pytest.raises(TooMuchError, match="owns the database"):
            require_little_of(database.url_as(_LOGIN))
    finally:
        admin.execute(f'ALTER DATABASE "{database.name}" OWNER TO {owner[0]}'.encode())


def test_what_may_call_the_functions_alone_serves(
    database: Database, admin: psycopg.Connection
) -> None:
    """The login that a deploy makes, and another one like it."""
    admin.execute(f"CREATE ROLE {_LOGIN} LOGIN IN ROLE ledger_app".encode())
    for login in ("ledger_web", _LOGIN):
        with psycopg.connect(database.url_as(login), autocommit=True) as connection:
            require_little(connection)


@pytest.mark.parametrize("login", ["postgres", "ledger_dba"])
def test_serving_as_another_ends_in_a_line(
    database: Database, commands: Commands, login: str
) -> None:
    """Only the deployer's URL is set, as whoever tries the ledger would do it."""
    done = commands.run(
        "serve", ZEROSUM_DATABASE_URL=database.url_as(login), ZEROSUM_JWT_SECRET=SECRET
    )
    assert done.returncode == Exit.MISCONFIGURED
    (line,) = done.stderr.splitlines()
    assert f"does not run as {login}" in line
    assert "ZEROSUM_WEB_DATABASE_URL" in line


def test_every_pool_of_the_application_asks(database: Database) -> None:
    """That of all calls, that of gathered ones, and that of a standby."""
    settings = {"ZEROSUM_DATABASE_URL": database.url, "ZEROSUM_READ_DATABASE_URL": database.url}
    app = create_app(Config.from_environment(settings | {"ZEROSUM_JWT_SECRET": SECRET}))
    pools = [app.extensions[name] for name in ("database", "gatherer_database")]
    pools.append(app.extensions["replicas"].standby)

    def refuses(pool: Pool) -> bool:
        with pytest.raises(PoolTimeout):
            pool.fetch_all(str, "SELECT 'a'", {})
        return True

    try:
        with ThreadPoolExecutor() as together:
            assert list(together.map(refuses, pools)) == [True] * 3
    finally:
        for pool in pools:
            pool.close()


def test_a_database_that_was_away_at_the_start_is_asked_later(database: Database) -> None:
    """Whoever could not be asked at the start is asked on each connection."""
    require_little_of("postgresql://nobody@127.0.0.1:1/nothing")
    pool = Pool(database.url, size=1, prepare_threshold=None, wait_seconds=1, begin=begin)
    pool.open()
    try:
        with pytest.raises(PoolTimeout):
            pool.fetch_all(str, "SELECT 'a'", {})
    finally:
        pool.close()
