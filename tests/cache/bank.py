"""A bank on a server of its own: writers who raise a balance by 1, readers who know the floor."""

from __future__ import annotations

import json
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING

import redis

from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_READERS = 6
_ELSEWHERE = 0.02  # the part of the requests after which one connects anew, to any process
_DIRECT = 0.2  # the part of the reads that ask PostgreSQL, so that what is told can be compared


@dataclass(frozen=True, slots=True)
class Payer:
    """Whose payments raise the balance; whether they are told of it depends on the token."""

    token: str
    account: str


@dataclass
class Bank:
    """A server, an account on it, and what is known of its balance."""

    port: int
    token: str
    payers: list[Payer]
    target: str
    valkey: str
    server: int
    acked: int = 0
    seen: int = 0
    hits: int = 0
    cuts: int = 0
    lost: bool = False  # Redis has failed: reads may meet new and then old until writes are acked
    broken: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    stop: threading.Event = field(default_factory=threading.Event)

    def write(self, payer: Payer) -> None:
        """Raise the balance by 1, again and again."""
        headers = self._headers(payer.token) | {"Content-Type": "application/json"}
        body = {"from_account_id": payer.account, "to_account_id": self.target, "amount": "1"}
        with closing(self._connection()) as connection:
            while not self.stop.is_set():
                key = {"Idempotency-Key": f"{random.getrandbits(64)}"}
                status, _, _ = self._ask(
                    connection, "POST", "/v1/transfers", json.dumps(body), headers | key
                )
                if status is None:  # its process died: whether it was made, nobody knows
                    continue
                assert status == 201, status
                with self.lock:
                    self.acked += 1
                time.sleep(random.uniform(0, 0.15))

    def read(self) -> None:
        """Look at the balance, again and again."""
        path = f"/v1/accounts/{self.target}/balance"
        with closing(self._connection()) as connection:
            while not self.stop.is_set():
                headers = self._headers(self.token)
                if random.random() < _DIRECT:
                    headers["Cache-Control"] = "no-cache"
                with self.lock:
                    acked, seen = self.acked, self.seen
                status, answer, is_hit = self._ask(connection, "GET", path, None, headers)
                if status is None:
                    continue
                assert status == 200, answer
                balance = int(json.loads(answer)["balance"].partition(".")[0])
                with self.lock:
                    self.hits += is_hit
                    if balance < acked:
                        self.broken.append(f"{balance} after {acked} were acknowledged")
                    elif balance < seen and not self.lost:
                        self.broken.append(f"{balance} after {seen} was seen")
                    self.seen = max(self.seen, balance)

    def _connection(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=30)

    def _ask(
        self,
        connection: HTTPConnection,
        method: str,
        path: str,
        body: str | None,
        headers: dict[str, str],
    ) -> tuple[int | None, bytes, bool]:
        """Return status, body and whether it is from the cache; no status where it is cut."""
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            answer = response.read()
            if random.random() < _ELSEWHERE:
                connection.close()
        except (OSError, HTTPException):
            self.cuts += 1
            connection.close()
            time.sleep(0.05)
            return None, b"", False
        return response.status, answer, response.headers.get("Cache-Status") is not None

    def _headers(self, token: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token}"}


@contextmanager
def busy(bank: Bank) -> Iterator[None]:
    """Let writers write and readers read."""
    with ThreadPoolExecutor(_READERS + len(bank.payers)) as pool:
        running = [pool.submit(bank.read) for _ in range(_READERS)]
        running += [pool.submit(bank.write, payer) for payer in bank.payers]
        try:
            yield
        finally:
            bank.stop.set()
        for future in running:
            future.result()


def run(bank: Bank, *, calm_seconds: float, storms: int) -> None:
    """Write and read; for a while in peace, then while Redis stops answering now and then."""
    with busy(bank):
        wait(bank, calm_seconds)
        with redis.Redis.from_url(bank.valkey) as client:
            for number in range(storms):
                bank.lost = True
                client.client_pause(350)
                wait(bank, 1.5)
                if number % 4 == 3:
                    client.flushall()
        until(bank, lambda: bank.hits > 50)


def wait(bank: Bank, seconds: float) -> None:
    """Return after so long, or when the promise is broken."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not bank.broken:
        time.sleep(0.02)


def until(bank: Bank, holds: Callable[[], bool]) -> None:
    """Return once something holds, or when the promise is broken."""
    wait_until(lambda: holds() or bank.broken)
