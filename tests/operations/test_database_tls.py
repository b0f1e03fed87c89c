"""The link to PostgreSQL, encrypted and checked: sslmode=verify-full against a real server."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.operations.conftest import SECRET
from tests.operations.debian_cluster import debian_cluster
from tests.operations.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.system

_SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
ssl = on
ssl_min_protocol_version = 'TLSv1.3'
ssl_cert_file = '{home}/server.crt'
ssl_key_file = '{home}/server.key'
"""
_ONLY_TLS = """
local all all trust
hostssl all all 127.0.0.1/32 trust
"""


@pytest.fixture
def url(certificate: tuple[Path, Path], free_port: int) -> Iterator[str]:
    """Return the web login's URL of a server that takes TLS 1.3 only, checking nothing yet."""
    with debian_cluster("") as cluster:
        settings = _SETTINGS.format(port=free_port, home=cluster.home)
        with (cluster.home / "data/postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(settings)
        (cluster.home / "data/pg_hba.conf").write_text(_ONLY_TLS, encoding="utf-8")
        for source in certificate:
            target = cluster.home / source.name
            shutil.copy(source, target)
            shutil.chown(target, "postgres", "postgres")
            target.chmod(0o600)
        cluster.port = free_port
        cluster.start()
        cluster.deploy()
        yield f"postgresql://ledger_web@127.0.0.1:{free_port}/zerosum"


def test_a_checked_link_serves_and_an_unchecked_one_is_refused(
    url: str, certificate: tuple[Path, Path], tmp_path: Path
) -> None:
    """Right certificate: served. Another authority's, or no TLS: no connection at all."""
    checked = f"{url}?sslmode=verify-full&sslrootcert={certificate[0]}"
    settings = {
        "ZEROSUM_DATABASE_URL": checked,
        "ZEROSUM_JWT_SECRET": SECRET,
        "ZEROSUM_HOME": str(tmp_path / "home"),
    }
    with serving(settings) as server:
        ready = server.ask("GET", "/health/ready")
        assert (ready.status, ready.json()["checks"]["database"]) == (200, "ok")
    with psycopg.connect(checked) as connection:
        version = connection.execute(
            "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        ).fetchone()
    assert version == ("TLSv1.3",)
    other = tmp_path / "other.crt"
    other.write_bytes(certificate[0].read_bytes().replace(b"A", b"B", 1))
    for refused in (
        f"{url}?sslmode=verify-full",
        f"{url}?sslmode=verify-full&sslrootcert={other}",
        f"{url}?sslmode=disable",
        checked.replace("127.0.0.1", "localhost"),
        f"{checked}&ssl_max_protocol_version=TLSv1.2",
    ):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(refused)
