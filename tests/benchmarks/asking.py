"""Requests as a crowd of customers would send them: raw HTTP, ready for the socket."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.benchmarks.town import Town

_HOT = 0.2


def ask_transfer(town: Town, target: str | None = None) -> bytes:
    """Let somebody pay 1.00 to an account, to anybody if none is given."""
    source, token = random.choice(town.accounts)
    return _post("/v1/transfers", token, _item(source, target or _other(town, source)))


def ask_known(town: Town, among: int) -> bytes:
    """Let the owner of one of the first so many accounts pay: its token is known soon."""
    source, token = random.choice(town.accounts[:among])
    return _post("/v1/transfers", token, _item(source, _other(town, source)))


def ask_known_or_hot(town: Town, among: int) -> bytes:
    """Let one of them pay: every fifth time to the one account that everybody pays."""
    source, token = random.choice(town.accounts[:among])
    target = town.hot if random.random() < _HOT else _other(town, source)
    return _post("/v1/transfers", token, _item(source, target))


def ask_fresh(town: Town) -> bytes:
    """Let somebody pay with a token that no worker has seen."""
    number = random.randrange(len(town.accounts))
    source, _ = town.accounts[number]
    return _post("/v1/transfers", town.sign(number), _item(source, _other(town, source)))


def ask_batch(town: Town, size: int) -> bytes:
    """Let somebody make so many transfers in one request."""
    source, token = random.choice(town.accounts)
    items = [_item(source, _other(town, source)) for _ in range(size)]
    return _post("/v1/transfers/batch", token, {"transfers": items})


def ask_balance(town: Town, among: int) -> bytes:
    """Let the owner of one of the first so many accounts look at its balance."""
    account, token = random.choice(town.accounts[:among])
    head = f"GET /v1/accounts/{account}/balance HTTP/1.1\r\nHost: x\r\n"
    return f"{head}Authorization: Bearer {token}\r\n\r\n".encode()


def _item(source: str, target: str) -> dict[str, str]:
    return {"from_account_id": source, "to_account_id": target, "amount": "1.00"}


def _other(town: Town, account: str) -> str:
    while (other := random.choice(town.accounts)[0]) == account:
        pass
    return other


def _post(path: str, token: str, document: object) -> bytes:
    body = json.dumps(document)
    return (
        f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nIdempotency-Key: {random.getrandbits(96):x}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()
