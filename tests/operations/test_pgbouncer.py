"""Through a real PgBouncer in transaction mode: right under load, with statements unprepared."""

from __future__ import annotations

import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.operations.conftest import SECRET
from tests.support.ports import unused_port
from webapp.config import Config
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.operations.serving import Served
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

pytestmark = pytest.mark.system

_SHIPPED = Path(__file__).resolve().parents[2] / "compose" / "pgbouncer.ini"
_REQUESTS, _CLIENTS = 200, 16


@contextmanager
def pgbouncer(database: Database) -> Iterator[str]:
    """Yield the URL of the shipped pooler, pointed at the test's server, with few connections."""
    program = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin")
    assert program, "PgBouncer is missing: install Debian's package pgbouncer"
    server = database.environment()
    port = unused_port()
    text = _SHIPPED.read_text(encoding="utf-8")
    for shipped, here in (
        (
            "host=postgres port=5432 dbname=zerosum",
            f"host={server['PGHOST']} port={server['PGPORT']} dbname={database.name}",
        ),
        ("listen_addr = *", "listen_addr = 127.0.0.1\nunix_socket_dir ="),
        ("listen_port = 6432", f"listen_port = {port}"),
        ("auth_type = scram-sha-256", "auth_type = any"),
        ("zerosum = ", "zerosum = user=ledger_web "),
        ("default_pool_size = 20", "default_pool_size = 3"),
        ("auth_file = /run/secrets/pgbouncer_users\n", ""),
    ):
        assert shipped in text
        text = text.replace(shipped, here)
    with TemporaryDirectory(prefix="zs-bouncer-") as home:
        Path(home).chmod(0o755)
        file = Path(home) / "pgbouncer.ini"
        file.write_text(text, encoding="utf-8")
        process = subprocess.Popen(
            [program, "-q", str(file)], user="postgres", group="postgres", extra_groups=[]
        )
        try:
            url = f"postgresql://ledger_web@127.0.0.1:{port}/zerosum"
            _wait_for(url, process)
            yield url
        finally:
            process.terminate()
            process.wait()


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


def test_transaction_pooling_serves_every_request(
    serve: Callable[..., Served], database: Database, ledger: LedgerCalls
) -> None:
    """More clients than connections, each request on whichever connection is free."""
    payer = ledger.account("payer", account_class="asset")
    payee = ledger.account("payee")
    clerk = ledger.call("create_user", username="clerk", role="operator")
    config = Config.from_environment(
        {"ZEROSUM_DATABASE_URL": database.url, "ZEROSUM_JWT_SECRET": SECRET}
    )
    token = issue_token(config, clerk.user_id, "operator", timedelta(minutes=5))
    body = {
        "from_account_id": str(payer.account_id),
        "to_account_id": str(payee.account_id),
        "amount": "1.00",
    }
    with pgbouncer(database) as url:
        server = serve(
            ZEROSUM_WEB_DATABASE_URL=url, ZEROSUM_PREPARE_THRESHOLD="none", ZEROSUM_POOL_SIZE="8"
        )

        def send(number: int) -> tuple[int, int]:
            first, second = (
                server.ask(
                    "POST",
                    "/v1/transfers",
                    body,
                    Authorization=f"Bearer {token}",
                    Idempotency_Key=f"key-{number}",
                )
                for _ in range(2)
            )
            return first.status, second.status

        with ThreadPoolExecutor(_CLIENTS) as clients:
            statuses = set(clients.map(send, range(_REQUESTS)))
        assert statuses == {(201, 200)}
        balance = server.ask(
            "GET", f"/v1/accounts/{payee.account_id}/balance", Authorization=f"Bearer {token}"
        )
        assert balance.json()["balance"] == f"{_REQUESTS}.00"
