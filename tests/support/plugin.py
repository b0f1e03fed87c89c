"""The fixtures every suite shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.ledger_calls import LedgerCalls
from tests.support.rig import Rig, rig_of
from webapp.keys.sealing import Keyring, new_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.databases import Database
    from webapp.embedded import EmbeddedPostgres


@pytest.fixture(scope="session")
def rig(pytestconfig: pytest.Config) -> Rig:
    """Return the servers and templates of this run."""
    return rig_of(pytestconfig)


@pytest.fixture(scope="session")
def cluster(rig: Rig) -> EmbeddedPostgres:
    """Return the running PostgreSQL."""
    return rig.cluster


@pytest.fixture(scope="session")
def template(rig: Rig) -> str:
    """Return the name of a fully deployed database to clone."""
    return rig.template


@pytest.fixture(scope="session")
def valkey(rig: Rig) -> str:
    """Return the redis:// URL of a running Valkey."""
    return rig.valkey


@pytest.fixture
def empty_database(rig: Rig) -> Iterator[Database]:
    """Give a database with nothing in it."""
    with rig.empty() as database:
        yield database


@pytest.fixture
def database(rig: Rig, request: pytest.FixtureRequest) -> Iterator[Database]:
    """Give a deployed database of the test's own, and prove its books at the end.

    A test that breaks the books on purpose is marked ``tampered``.
    """
    with rig.clone(rig.template) as database:
        yield database
        if request.node.get_closest_marker("tampered") is None:
            assert_books_are_right(database)


@pytest.fixture
def ledger(database: Database) -> Iterator[LedgerCalls]:
    """Give a DBA's session in the test's database."""
    with database.connect("ledger_dba") as connection:
        yield LedgerCalls(connection)


@pytest.fixture
def keys_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a keyring's file, which the settings name; webhooks may go anywhere."""
    path = tmp_path / "keys"
    path.write_text(new_line("index") + new_line("1"), encoding="ascii")
    monkeypatch.setenv("ZEROSUM_PERSONAL_KEYS", str(path))
    monkeypatch.setenv("ZEROSUM_WEBHOOK_ALLOW_PRIVATE", "on")
    return path


@pytest.fixture
def ring(keys_file: Path) -> Keyring:
    """Return the keyring."""
    return Keyring.read(keys_file)


def assert_books_are_right(database: Database) -> None:
    """Fail with the checks of ledger.verify() that are not ok, or if there are none at all.

    Guards are none of the books: many tests change functions and tables to see what happens, and
    rows too, by plain statements of the superuser, which go on file without a reason.
    """
    with database.connect() as connection:
        checks = connection.execute(
            "SELECT v.name, v.ok, v.detail FROM ledger.verify() AS v"
            " WHERE v.name <> 'guards_are_in_place'"
            " AND NOT (v.name = 'direct_changes_have_reasons'"
            "  AND coalesce(v.detail ->> 'database_user', '') = 'postgres')"
        )
        rows = checks.fetchall()
    assert rows, "ledger.verify() checked nothing"
    broken = [row for row in rows if row[1] is not True]
    assert not broken, f"ledger.verify() found: {broken}"
