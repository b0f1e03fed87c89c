"""Several hosts in a database URL: one is dead, one is a standby, and all is done on the third."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import psycopg
import pytest

from tests.operations.conftest import SECRET
from tests.operations.serving import serving
from tests.support.standby import catch_up, standby_of
from webapp.cli import command
from webapp.config import Config, ConfigError
from webapp.failures import Exit
from webapp.hosts import first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.commands import Commands
    from tests.support.databases import Database
    from webapp.embedded import EmbeddedPostgres

_STATEMENT = Path("tests/importer/data/bank").resolve()
# What every command is given that asks a database; most of them write.
_ASKING = {
    "deploy": (),
    "adopt": (),
    "verify": (),
    "status": ("--json",),
    "migrations": (),
    "code": ("--check",),
    "psql": ("--", "-XAtqc", "CREATE TEMPORARY TABLE here (n int)"),
    "work": ("--once",),
    "user": ("add", "bob"),
    "token": ("bob",),
    "login": ("list",),
    "api-key": ("list",),
    "cells": ("status",),
    "proof": ("keys",),
    "webhook": ("list",),
    "notification": ("list",),
    "bounce": (str(_STATEMENT / "statement.csv"),),
    "person": ("forget", "1"),
    "repair-times": ("--now", "2020-01-01T00:00:00Z", "--reason", "a test"),
    "import": (
        *(str(_STATEMENT / "statement.csv"), "--mapping", str(_STATEMENT / "mapping.json")),
        *("--accounts", str(_STATEMENT / "accounts.csv")),
    ),
    "revert": ("--yes", "--to", "tables_that_are_not_there"),
}
_ELSEWHERE = {"serve", "up", "stop", "healthy", "signing-key"}  # serve below; the others ask none
# Refusals that only a database which was asked can give.
_REFUSALS = {
    "person": "LG",
    "repair-times": "LG341",  # that is not what its clock shows
    "revert": "tables_that_are_not_there",
    "status": "",  # no server runs in this home
}


@pytest.fixture
def standby(database: Database) -> Iterator[EmbeddedPostgres]:
    """Give a standby of the test's cluster."""
    with standby_of(database.cluster) as standby:
        catch_up(database.cluster, standby)
        yield standby


def _several(database: Database, standby: EmbeddedPostgres, login: str) -> str:
    """Return the URL that names a dead host, the standby and the primary."""
    primary = database.cluster
    hosts = (standby.home, standby.socket_directory, primary.socket_directory)
    assert not list(standby.home.glob(".s.PGSQL*"))
    ports = f"{standby.port},{standby.port},{primary.port}"
    return f"postgresql://{login}@/{database.name}?host={','.join(map(str, hosts))}&port={ports}"


def test_every_command_finds_the_host_that_takes_writes(
    database: Database, standby: EmbeddedPostgres, commands: Commands, keys_file: Path
) -> None:
    """Whatever asks the database, by whatever way of connecting."""
    names = set(command.list_commands(click.Context(command)))
    assert names == _ASKING.keys() | _ELSEWHERE
    environment = {
        "ZEROSUM_DATABASE_URL": _several(database, standby, "postgres"),
        "ZEROSUM_JWT_SECRET": SECRET,
        "ZEROSUM_PERSONAL_KEYS": str(keys_file),
    }
    for name, arguments in _ASKING.items():
        done = commands.run(name, *arguments, **environment)
        said = (name, done.returncode, done.stdout, done.stderr)
        if name in _REFUSALS:
            assert _REFUSALS[name] in done.stderr, said
            assert done.returncode not in {Exit.OK, Exit.UNREACHABLE, Exit.MISCONFIGURED}, said
        else:
            assert done.returncode == Exit.OK, said


def test_a_server_writes_where_it_can(database: Database, standby: EmbeddedPostgres) -> None:
    """It begins, is ready, and lets somebody log in: which writes."""
    with database.connect("ledger_dba") as connection:
        connection.execute("SELECT ledger.create_user(p_username => 'alice')")
    settings = {
        "ZEROSUM_DATABASE_URL": _several(database, standby, "postgres"),
        "ZEROSUM_WEB_DATABASE_URL": _several(database, standby, "ledger_web"),
        "ZEROSUM_JWT_SECRET": SECRET,
        "ZEROSUM_WORKERS": "1",
        "ZEROSUM_LOG": "off",
    }
    with serving(settings) as server:
        ready = server.ask("GET", "/health/ready")
        assert (ready.status, ready.json()["checks"]["database"]) == (200, "ok")
        refused = server.ask("POST", "/v1/auth/login", {"username": "alice", "password": "wrong"})
        assert refused.json()["code"] == "WEB203"
    # One that was given the standby alone takes no writes, and says so.
    url = f"{standby.url(database.name, 'ledger_web')}"
    with serving({**settings, "ZEROSUM_WEB_DATABASE_URL": url}) as server:
        ready = server.ask("GET", "/health/ready")
        assert (ready.status, ready.json()["checks"]["database"]) == (503, "read-only")
        refused = server.ask("POST", "/v1/auth/login", {"username": "alice", "password": "wrong"})
        assert refused.json()["code"] == "WEB903"
        assert "nothing was done" in refused.json()["detail"]


@pytest.mark.parametrize("more", ["", "&target_session_attrs=primary", "&connect_timeout=7"])
def test_several_hosts_mean_the_one_that_takes_writes(more: str) -> None:
    """Whether or not the URL says so; what it says is left as it is."""
    url = f"postgresql://web:geheim@a:1,b:2,[::1]:3/books?sslmode=require{more}"
    config = Config.from_environment({"ZEROSUM_DATABASE_URL": url, "ZEROSUM_JWT_SECRET": SECRET})
    said = psycopg.conninfo.conninfo_to_dict(config.web_database_url)
    assert (said["host"], said["port"]) == ("a,b,::1", "1,2,3")
    assert said["target_session_attrs"] == ("primary" if "primary" in more else "read-write")
    assert said["connect_timeout"] == ("7" if "timeout" in more else "3")


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("postgresql://w:geheim@a,b/x?target_session_attrs=any", "target_session_attrs"),
        ("postgresql://w:geheim@a,b/x?target_session_attrs=prefer-standby", "target_session_attrs"),
        ("postgresql://w:geheim@a:1,b:2,c:3/x?port=1,2", "3 hosts and 2 ports"),
        ("postgresql://w:geheim@[::1,b/x", "is not a URL"),
        ("postgresql://w:geheim@a/x?sslmod=require", "is not a URL"),
    ],
)
def test_a_url_that_could_reach_a_standby_is_refused(url: str, fault: str) -> None:
    """In one line, in which no password stands."""
    with pytest.raises(ConfigError) as refused:
        Config.from_environment({"ZEROSUM_DATABASE_URL": url, "ZEROSUM_JWT_SECRET": SECRET})
    assert fault in str(refused.value)
    assert str(refused.value).startswith("wrong settings: ZEROSUM_DATABASE_URL ")
    assert "geheim" not in str(refused.value)


def test_the_host_that_answered_comes_first() -> None:
    """The others follow in their order; the rest of the URL stays."""
    url = "postgresql://w:x@a:1,b:2,c:3/x?target_session_attrs=read-write"
    turned = psycopg.conninfo.conninfo_to_dict(first(url, "b", 2))
    assert (turned["host"], turned["port"]) == ("b,c,a", "2,3,1")
    assert turned["target_session_attrs"] == "read-write"
    assert turned["password"] == "x"
    assert first(url, "d", 4) == url
    assert first("postgresql://a/x", "a", 5432) == "postgresql://a/x"
    same = psycopg.conninfo.conninfo_to_dict(first("postgresql://a,b:6/x", "b", 6))
    assert (same["host"], same["port"]) == ("b,a", "6,")
