"""The shipped PgBouncer, run on this machine with the few settings that must differ here."""

from __future__ import annotations

import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import psycopg

from tests.support.ports import unused_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHIPPED = Path(__file__).resolve().parents[2] / "compose" / "pgbouncer.ini"


@contextmanager
def pooler(*changes: tuple[str, str], login: str) -> Iterator[str]:
    """Yield the URL at which the login (its name, or with :password) reaches the pooler."""
    program = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin")
    assert program, "PgBouncer is missing: install Debian's package pgbouncer"
    port = unused_port()
    here = (
        ("listen_addr = *", "listen_addr = 127.0.0.1\nunix_socket_dir ="),
        ("listen_port = 6432", f"listen_port = {port}"),
    )
    with TemporaryDirectory(prefix="zs-bouncer-") as home:
        Path(home).chmod(0o755)
        file = Path(home) / "pgbouncer.ini"
        file.write_text(_changed((*here, *changes)), encoding="utf-8")
        process = subprocess.Popen(
            [program, "-q", str(file)], user="postgres", group="postgres", extra_groups=[]
        )
        try:
            url = f"postgresql://{login}@127.0.0.1:{port}/zerosum"
            _wait_for(url, process)
            yield url
        finally:
            process.terminate()
            process.wait()


def _changed(changes: Sequence[tuple[str, str]]) -> str:
    text = _SHIPPED.read_text(encoding="utf-8")
    for shipped, here in changes:
        assert shipped in text
        text = text.replace(shipped, here)
    return text


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            assert process.poll() is None, "PgBouncer ended by itself"
            assert time.monotonic() < deadline, "PgBouncer does not answer"
            time.sleep(0.05)
        else:
            return
