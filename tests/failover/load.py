"""Clients that pay over HTTP, and keep on disk what they asked and what was acknowledged."""

from __future__ import annotations

import json
import random
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import pairwise
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import threading
    from collections.abc import Sequence
    from pathlib import Path

_ANSWER_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Told:
    """One answer: when, for which key, what, and after how long."""

    at: float
    key: str
    status: int
    document: dict[str, str]
    seconds: float

    @property
    def is_done(self) -> bool:
        """Whether it says that the transfer is posted."""
        return self.status in {200, 201}

    @property
    def is_unknown(self) -> bool:
        """Whether it says that nobody knows, and to try again with the same key."""
        hint = self.document.get("hint", "")
        return self.status in {503, 504} and "unknown" in hint and "same Idempotency-Key" in hint


@dataclass
class Payer:
    """One client of one server: pays 1 under key after key, each until it is acknowledged."""

    port: int
    token: str
    number: int
    accounts: list[str]
    directory: Path
    stop: threading.Event
    told: list[Told] = field(default_factory=list)
    has_failed: bool = False

    def run(self) -> None:
        """Pay until told to stop; the last key is asked until it is acknowledged as well."""
        try:
            self._run()
        except BaseException:
            self.has_failed = True
            raise

    def _run(self) -> None:
        chance = random.Random(self.number)
        sent = 0
        with (self.directory / f"payer-{self.number}").open("a", encoding="utf-8") as journal:
            while not self.stop.is_set():
                payer, payee = chance.sample(self.accounts, 2)
                self._pay(journal, f"{self.number}/{sent}", payer, payee)
                sent += 1

    def _pay(self, journal: IO[str], key: str, payer: str, payee: str) -> None:
        write(journal, "asked", key)
        give_up = time.monotonic() + 120
        while True:
            told = pay(self.port, self.token, key, payer, payee)
            self.told.append(told)
            if told.is_done:
                write(journal, "acknowledged", key, told.document["transaction_id"])
                return
            assert told.status in {0, 409, 503, 504}, told
            assert time.monotonic() < give_up, told
            time.sleep(0.1)


def write(journal: IO[str], *words: str) -> None:
    """Put a line on file before anything else happens."""
    journal.write(" ".join(words) + "\n")
    journal.flush()


def pay(port: int, token: str, key: str, payer: str, payee: str) -> Told:
    """Ask once; status 0 when there was no answer."""
    body = {"from_account_id": payer, "to_account_id": payee, "amount": "1.00"}
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Idempotency-Key": key,
    }
    asked = time.monotonic()
    status, text = 0, b"{}"
    connection = HTTPConnection("127.0.0.1", port, timeout=_ANSWER_SECONDS)
    try:
        connection.request("POST", "/v1/transfers", json.dumps(body), headers)
        answer = connection.getresponse()
        status, text = answer.status, answer.read()
    except (OSError, HTTPException):
        pass
    finally:
        connection.close()
    now = time.monotonic()
    return Told(now, key, status, json.loads(text or b"{}"), now - asked)


@dataclass
class Load:
    """Several payers, in threads."""

    payers: list[Payer]

    @property
    def acknowledged(self) -> list[float]:
        """The moments of all acknowledgements so far."""
        return sorted(one.at for payer in self.payers for one in list(payer.told) if one.is_done)

    def gap(self, promoted_at: float) -> tuple[float, float]:
        """Return how long nothing was acknowledged, and when something was after a promotion."""
        moments: Sequence[float] = self.acknowledged
        after = next(moment for moment in moments if moment > promoted_at)
        before = max(moment for moment in moments if moment <= promoted_at)
        return after - before, after

    def longest_gap(self, since: float) -> float:
        """Return the longest time in which nothing was acknowledged."""
        moments = [moment for moment in self.acknowledged if moment > since - 1]
        return max(after - before for before, after in pairwise(moments))


def journals(directory: Path) -> tuple[set[str], dict[str, str]]:
    """Read the files: the keys that were asked, and the transactions that were acknowledged."""
    asked: set[str] = set()
    acknowledged: dict[str, str] = {}
    for file in directory.iterdir():
        for line in file.read_text(encoding="utf-8").splitlines():
            word, key, *rest = line.split(" ")
            if word == "asked":
                asked.add(key)
            else:
                acknowledged[key] = rest[0]
    return asked, acknowledged
