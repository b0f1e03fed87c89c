"""Through a real PgBouncer in transaction mode: right under load, with statements unprepared."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.operations.conftest import SECRET
from tests.operations.pooler import pooler
from webapp.config import Config
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.operations.serving import Served
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

pytestmark = pytest.mark.system

_REQUESTS, _CLIENTS = 200, 16


@contextmanager
def pgbouncer(database: Database) -> Iterator[str]:
    """Yield the URL of the shipped pooler, pointed at the test's server, with few connections."""
    server = database.environment()
    with pooler(
        (
            "host=postgres port=5432 dbname=zerosum",
            f"host={server['PGHOST']} port={server['PGPORT']} dbname={database.name}",
        ),
        ("auth_type = scram-sha-256", "auth_type = any"),
        ("zerosum = ", "zerosum = user=ledger_web "),
        ("default_pool_size = 20", "default_pool_size = 3"),
        ("auth_file = /run/secrets/pgbouncer_users\n", ""),
        login="ledger_web",
    ) as url:
        yield url


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
