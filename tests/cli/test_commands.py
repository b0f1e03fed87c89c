"""The command line without a server: help, exit codes, one clear line each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from migrations.code import code_digest
from webapp.cli import command
from webapp.failures import Exit

if TYPE_CHECKING:
    from tests.support.commands import Commands

_NAMES = ("up", "serve", "deploy", "verify", "status", "psql", "user", "token", "import")


def test_help_names_every_command(commands: Commands) -> None:
    """Which also imports each."""
    done = commands.run("--help")
    assert done.returncode == 0
    for name in _NAMES:
        assert f"\n  {name} " in done.stdout


@pytest.mark.parametrize("name", command.list_commands(click.Context(command)))
def test_each_command_explains_itself(name: str) -> None:
    """A command's help has a first line."""
    done = CliRunner().invoke(command, [name, "--help"], prog_name="zerosum")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"Usage: zerosum {name}")


def test_status_of_an_unused_home_starts_nothing_and_makes_nothing(commands: Commands) -> None:
    """Looking is free."""
    done = commands.run("status", "--json")
    assert done.returncode == Exit.NOT_RUNNING
    found = json.loads(done.stdout)
    assert found["database_running"] is found["everything_current"] is False
    assert not commands.home.exists()


def test_psql_on_an_unused_home_says_what_to_do(commands: Commands) -> None:
    """There is no ledger to open."""
    done = commands.run("psql")
    assert done.returncode == Exit.NOT_RUNNING
    assert "zerosum up" in done.stderr
    assert done.stderr.count("\n") == 1


def test_psql_hands_on_its_arguments_its_login_and_its_exit_code(commands: Commands) -> None:
    """The embedded server runs for as long as psql does."""
    assert commands.run("deploy").returncode == 0
    query = ("--", "-XAtq", "-c", "SELECT current_user, current_database()")
    done = commands.run("psql", "--as", "postgres", *query)
    assert (done.returncode, done.stdout.strip()) == (0, "postgres|zerosum")
    failed = commands.run("psql", "--as", "postgres", "--", "-X", "-c", "SELECT 1/0")
    assert failed.returncode == 1
    assert "division by zero" in failed.stderr


def test_code_says_the_digest_and_whether_the_database_holds_it(commands: Commands) -> None:
    """Exit code 11 while it does not."""
    assert commands.run("code").stdout.strip() == code_digest()
    assert commands.run("deploy").returncode == 0
    assert commands.run("code", "--check").returncode == 0
    rename = "ALTER FUNCTION ledger.version() RENAME TO version_before"
    assert commands.run("psql", "--as", "postgres", "--", "-Xc", rename).returncode == 0
    done = commands.run("code", "--check")
    assert done.returncode == Exit.NOT_CURRENT
    assert "holds no code: run zerosum deploy" in done.stderr


def test_an_unreachable_database_is_one_line(commands: Commands) -> None:
    """As is every database's absence."""
    url = f"postgresql://nobody@127.0.0.1:{commands.port}/none"
    done = commands.run("status", "--json", ZEROSUM_DATABASE_URL=url)
    assert done.returncode == Exit.UNREACHABLE
    assert json.loads(done.stdout)["problem"]
    up = commands.run("up", ZEROSUM_DATABASE_URL=url, ZEROSUM_JWT_SECRET="s" * 32)
    assert up.returncode == Exit.UNREACHABLE
    assert up.stderr.count("\n") == 1


def test_a_password_is_shown_to_nobody(commands: Commands) -> None:
    """Status prints the URL without it."""
    url = f"postgresql://someone:hush-hush@127.0.0.1:{commands.port}/none"
    done = commands.run("status", "--json", ZEROSUM_DATABASE_URL=url)
    assert "hush" not in done.stdout + done.stderr


def test_wrong_settings_are_told_all_at_once(commands: Commands) -> None:
    """One line, one exit code."""
    done = commands.run("up", ZEROSUM_PORT="http", ZEROSUM_THREADS="0")
    assert done.returncode == Exit.MISCONFIGURED
    assert "ZEROSUM_PORT" in done.stderr
    assert "ZEROSUM_THREADS" in done.stderr
    assert done.stderr.count("\n") == 1
