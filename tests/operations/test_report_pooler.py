"""A report login through PgBouncer, as docker-compose.yml has it: its password, limits, rights.

The secrets are those that compose/make-secrets.sh makes, the logins those of the script that the
image of PostgreSQL runs; server and pooler are real, and let nobody in without a password.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING

import psycopg
import pytest

from migrations.engine import deploy
from tests.docs.blocks import ROOT
from tests.operations.pooler import pooler
from tests.support.databases import create_database
from tests.support.ports import unused_port
from webapp.cli.logins import LOGINS, ensure_logins
from webapp.embedded import EmbeddedPostgres

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.system

_DOCUMENTED = "postgresql://ledger_report:PASSWORD@pgbouncer:6432/zerosum"
_POOLED = 20  # default_pool_size


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the secrets, freshly made."""
    folder = tmp_path_factory.mktemp("compose")
    shutil.copy(ROOT / "compose" / "make-secrets.sh", folder)
    subprocess.run(["/bin/sh", folder / "make-secrets.sh"], check=True)
    # The pooler is another user: every folder above lets it through, however deep pytest puts it.
    for parent in (folder, *folder.parents):
        if not parent.stat().st_mode & 0o001:
            parent.chmod(0o711)
    return folder / "secrets"


@pytest.fixture(scope="module")
def url(secrets: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the documented address of a report, on a ledger that was deployed as in the stack."""
    home, port = tmp_path_factory.mktemp("home"), unused_port()
    with EmbeddedPostgres(home, reports_port=port) as cluster:
        create_database(cluster, "zerosum")
        script = (ROOT / "compose" / "postgres" / "10-web-login.sh").read_text(encoding="utf-8")
        subprocess.run(
            ["/bin/sh", "-c", script.replace("/run/secrets", str(secrets))],
            env={**os.environ, **cluster.environment("zerosum"), "POSTGRES_DB": "zerosum"},
            check=True,
        )
        deploy(cluster.url("zerosum"))
        with psycopg.connect(cluster.url("zerosum"), autocommit=True) as connection:
            ensure_logins(connection)
        password = (secrets / "report_password").read_text(encoding="utf-8")
        with pooler(
            ("host=postgres port=5432", f"host=127.0.0.1 port={port}"),
            ("/run/secrets/pgbouncer_users", str(secrets / "pgbouncer_users")),
            login=f"ledger_report:{password}",
        ) as pooled:
            documented = _DOCUMENTED.replace("PASSWORD", password)
            assert documented.rpartition("@")[0] == pooled.rpartition("@")[0]
            yield pooled


def test_the_page_says_this_address() -> None:
    """The line that is tried here is the one that people copy."""
    page = (ROOT / "docs" / "how-to" / "reporting.md").read_text(encoding="utf-8")
    assert _DOCUMENTED in page
    assert f"{_POOLED} statements at once" in page


def test_a_report_reads_with_its_password_and_its_limits(url: str) -> None:
    """Those of the login reach it through the pooler."""
    (login,) = (one for one in LOGINS if one.name == "ledger_report")
    with psycopg.connect(url, autocommit=True) as connection:
        for _ in range(8):
            assert connection.execute("SELECT t FROM reporting.trial_balance AS t").fetchall() == []
        for name, value in login.settings:
            shown = connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
            assert shown == (value,)
        limit = connection.execute(
            "SELECT r.rolconnlimit, r.rolname FROM pg_roles AS r WHERE r.rolname = session_user"
        ).fetchone()
    assert limit == (login.connections, "ledger_report")


@pytest.mark.parametrize(
    ("old", "new"),
    [(r":[^:@]+@", ":wrong@"), (r":[^:@]+@", "@"), ("ledger_report", "ledger_web")],
)
def test_nobody_else_gets_in(url: str, old: str, new: str) -> None:
    """Another password, none, or this one for another login."""
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(re.sub(old, new, url, count=1), connect_timeout=5)


def test_a_report_only_reads(url: str) -> None:
    """Money cannot be moved, nor names of people read, by this door."""
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in (
            "SELECT ledger.transfer(gen_random_uuid(), gen_random_uuid(), 1)",
            "SELECT * FROM reporting.user_names",
            "SELECT * FROM ledger_private.account",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_more_reports_than_connections_take_turns(url: str) -> None:
    """Each is answered, over no more connections of the server than the pool has."""
    askers = 2 * _POOLED
    with ExitStack() as stack:
        connections = [
            stack.enter_context(psycopg.connect(url, autocommit=True, prepare_threshold=None))
            for _ in range(askers)
        ]

        def ask(connection: psycopg.Connection[tuple[int]]) -> int:
            row = connection.execute("SELECT pg_backend_pid() FROM pg_sleep(0.1)").fetchone()
            assert row is not None
            return row[0]

        with ThreadPoolExecutor(askers) as pool:
            servers = list(pool.map(ask, connections))
    assert len(servers) == askers
    assert len(set(servers)) <= _POOLED
