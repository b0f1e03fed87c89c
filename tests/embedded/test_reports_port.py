"""A port of the embedded server is for report logins with a password, and for nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from migrations.engine import deploy
from tests.support.homes import UNSAFE
from tests.support.ports import unused_port
from webapp.cli.logins import ensure_logins
from webapp.embedded import EmbeddedPostgres

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WORDS = "four common words here"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """Give a server with a port, the ledger deployed, and passwords for two logins."""
    home: Path = tmp_path_factory.mktemp("port") / "home"
    server = EmbeddedPostgres(home, settings=UNSAFE, reports_port=unused_port())
    with server:
        deploy(server.url())
        with psycopg.connect(server.url(), autocommit=True) as connection:
            ensure_logins(connection)
            for login in ("ledger_report", "ledger_web", "postgres"):
                connection.execute(f"ALTER ROLE {login} PASSWORD '{_WORDS}'".encode())
        yield server
    server.remove()


def _connect(
    server: EmbeddedPostgres, login: str, password: str
) -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(
        host="127.0.0.1",
        port=server.port,
        dbname="postgres",
        user=login,
        password=password,
        connect_timeout=5,
    )


def test_a_report_login_reads_over_tcp(server: EmbeddedPostgres) -> None:
    """With its password, and with its limits."""
    with _connect(server, "ledger_report", _WORDS) as connection:
        row = connection.execute("SELECT count(*) FROM reporting.accounts AS a").fetchone()
        assert row is not None
        assert connection.execute("SHOW statement_timeout").fetchone() == ("15min",)


@pytest.mark.parametrize(
    ("login", "password"),
    [("ledger_report", "wrong"), ("ledger_web", _WORDS), ("postgres", _WORDS), ("ledger_dba", "")],
)
def test_nobody_else_gets_in(server: EmbeddedPostgres, login: str, password: str) -> None:
    """Neither without the password nor as another login; the socket is as it was."""
    with pytest.raises(psycopg.OperationalError):
        _connect(server, login, password).close()
    psycopg.connect(server.url(user="ledger_web")).close()


def test_who_attaches_finds_the_port(server: EmbeddedPostgres) -> None:
    """A command that was told no port reaches the server that runs."""
    other = EmbeddedPostgres(server.home)
    assert other.start() is False
    psycopg.connect(other.url()).close()
    other.stop()
