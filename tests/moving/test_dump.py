"""A dump is restored in another cluster, with and without roles, rights and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

from migrations.engine import deploy
from tests.moving.house import Past, assert_at_home
from tests.moving.moving import adopting, blocks, typed
from tests.support.databases import Database
from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from pathlib import Path

    from webapp.embedded import EmbeddedPostgres

_SETTINGS = """
    ALTER DATABASE "{0}" SET timezone TO 'Europe/Rome';
    ALTER ROLE ledger_web IN DATABASE "{0}" SET work_mem TO '8MB';
"""
_SHOWN = "SELECT current_setting('timezone'), current_setting('work_mem')"


def _set_up(database: Database, folder: Path) -> None:
    """Set what a dump may leave behind, and declare it."""
    with database.connect() as connection:
        connection.execute(_SETTINGS.format(database.name).encode())
    deployed = adopting(database.url, folder)
    assert deployed.returncode == 0, deployed.stderr


def _move(
    heading: str, old: Database, cluster: EmbeddedPostgres, name: str, folder: Path
) -> tuple[Database, str]:
    new = Database(cluster, name)
    (commands,) = blocks("moving.md", heading)
    said = typed(
        commands,
        folder,
        cluster.bin_dir,
        OLD=old.url,
        NEW=new.url,
        NEW_SERVER=cluster.url(),
    )
    return new, said


def test_a_restore_with_globals_and_create(
    database: Database, past: Past, elsewhere: EmbeddedPostgres, tmp_path: Path
) -> None:
    """All comes along: rights and settings of the database, and those of a login in it."""
    _set_up(database, tmp_path)
    new, said = _move("Dump and restore", database, elsewhere, database.name, tmp_path)
    assert "put back" not in said
    assert "made:" not in said
    with new.connect("ledger_dba") as connection, new.connect() as owner:
        assert_at_home(connection, owner, past)
    with new.connect("ledger_web") as connection:
        assert connection.execute(_SHOWN).fetchone() == ("Europe/Rome", "8MB")
    again = adopting(new.url, tmp_path)
    assert again.returncode == 0, again.stderr
    assert "put back" not in again.stdout


def test_a_restore_into_another_name_without_roles(
    database: Database, past: Past, elsewhere: EmbeddedPostgres, tmp_path: Path
) -> None:
    """Roles, owners, rights, the setting of the database and its logins are made again."""
    _set_up(database, tmp_path)
    new, said = _move(
        "Dump and restore into a database of another name",
        *(database, elsewhere, "moved", tmp_path),
    )
    assert "roles were missing" in said
    assert "made: ledger_app, ledger_audit_owner" in said
    assert "put back: TimeZone=Europe/Rome" in said
    with new.connect("ledger_dba") as connection, new.connect() as owner:
        assert_at_home(connection, owner, past)
    with new.connect("ledger_web") as connection:
        assert connection.execute("SHOW timezone").fetchone() == ("Europe/Rome",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT FROM ledger_private.account")
    again = adopting(new.url, tmp_path)
    assert again.returncode == 0, again.stderr
    assert "put back" not in again.stdout
    assert "made" not in again.stdout


def test_guards_are_looked_at_again_once_they_are_declared_anew(database: Database) -> None:
    """What was seen in the house before, a moment ago, says nothing of this one."""
    with database.connect() as connection:
        ledger = LedgerCalls(connection)
        assert ledger.call("verify_new").broken_guards == {}
        assert ledger.call("verify_new").broken_guards is None
        connection.execute(
            f"ALTER DATABASE \"{database.name}\" SET timezone TO 'Europe/Rome'".encode()
        )
        assert ledger.call("verify_new").broken_guards is None
        deploy(database.url, anew=True)
        assert ledger.call("verify_new").broken_guards == {}
