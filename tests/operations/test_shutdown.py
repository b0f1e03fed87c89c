"""SIGTERM under load: what was answered is posted, what was not is posted once by its retry."""

from __future__ import annotations

import signal
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.operations.conftest import SECRET
from tests.support.waiting import wait_until
from webapp.config import Config
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.operations.serving import Answer, Served
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

pytestmark = pytest.mark.long

_CLIENTS = 8
_ANSWERS = 100  # of all clients, before it is told to stop


class _Clients:
    """Send transfers of 1.00 without pause until told to stop; remember every answer."""

    def __init__(self, server: Served, token: str, body: dict[str, str]) -> None:
        self._server, self._token, self._body = server, token, body
        self._threads = [
            threading.Thread(target=self._send_all, args=(n,)) for n in range(_CLIENTS)
        ]
        self.ended = threading.Event()
        self.answered: dict[str, Answer] = {}
        self.unanswered: list[str] = []

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self.ended.set()
        for thread in self._threads:
            thread.join()

    def send(self, server: Served, key: str) -> Answer:
        return server.ask(
            "POST",
            "/v1/transfers",
            self._body,
            Authorization=f"Bearer {self._token}",
            Idempotency_Key=key,
        )

    def _send_all(self, client: int) -> None:
        number = 0
        while not self.ended.is_set():
            key = f"{client}-{number}"
            number += 1
            try:
                self.answered[key] = self.send(self._server, key)
            except OSError:
                self.unanswered.append(key)
                return


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_server_that_is_told_to_stop_loses_and_doubles_nothing(
    serve: Callable[..., Served], database: Database, ledger: LedgerCalls, workers: str
) -> None:
    """Every request that was taken is answered; the next server gives the same answers."""
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
    server = serve(ZEROSUM_WORKERS=workers)
    clients = _Clients(server, token, body)
    clients.start()
    try:
        wait_until(lambda: len(clients.answered) >= _ANSWERS, "the clients do not get on")
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(60) == 0
    finally:
        clients.stop()

    assert {answer.status for answer in clients.answered.values()} == {201}
    posted = ledger.balance(payee.account_id)
    # What went unanswered had perhaps not been taken, perhaps been posted: nothing in between.
    assert len(clients.answered) <= posted <= len(clients.answered) + len(clients.unanswered)

    again = serve(ZEROSUM_WORKERS=workers)
    for key, answer in list(clients.answered.items())[-20:]:
        repeated = clients.send(again, key)
        assert repeated.status == 200
        assert repeated.json()["transaction_id"] == answer.json()["transaction_id"]
    for key in clients.unanswered:
        assert clients.send(again, key).status in {200, 201}
    assert ledger.balance(payee.account_id) == len(clients.answered) + len(clients.unanswered)
