"""A receiver, a keyring, endpoints, and the worker."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.webhooks.receiving import Receiver, receiving
from webapp.webhooks.delivering import Deliverer
from webapp.webhooks.signing import new_secret

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row
    from webapp.keys.sealing import Keyring


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Return a running receiver."""
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def endpoint(
    ledger: LedgerCalls, ring: Keyring, receiver: Receiver
) -> Callable[..., tuple[Row, str]]:
    """Return what makes an endpoint at the receiver, of the house unless told, and its secret."""

    def make(path: str = "/hook", user_id: int = 0, **more: object) -> tuple[Row, str]:
        secret = new_secret()
        sealed = ring.seal_secret(user_id, secret)
        row = ledger.call(
            "create_webhook_endpoint",
            url=receiver.url(path),
            key_id=sealed.key_id,
            wrapped_key=sealed.wrapped_key,
            sealed=sealed.sealed,
            user_id=user_id,
            allows_private=True,
            **{"event_types": ["transaction.*"], **more},
        )
        return row, secret

    return make


@pytest.fixture
def deliver(database: Database, ring: Keyring) -> Callable[..., None]:
    """Return what does all that is due, as a worker does, and ends."""

    def run(*, allow_private: bool = True) -> None:
        with database.connect("ledger_dba") as connection:
            deliverer = Deliverer(connection, ring, allow_private=allow_private)
            try:
                while deliverer.turn(threading.Event()):
                    pass
            finally:
                deliverer.close()

    return run


@pytest.fixture
def pair(ledger: LedgerCalls) -> tuple[Row, Row]:
    """Return two accounts of the house, of which the first can always pay."""
    return ledger.account(min_balance="-Infinity"), ledger.account()


@pytest.fixture
def post(ledger: LedgerCalls, pair: tuple[Row, Row]) -> Callable[..., list[str]]:
    """Return what posts some transfers, and returns their ids."""

    def make(number: int = 1, **more: object) -> list[str]:
        payer, payee = pair
        rows = ledger.post(
            *(
                {
                    "from_account_id": payer.account_id,
                    "to_account_id": payee.account_id,
                    "amount": "1.25",
                    "currency": "USD",
                    **more,
                }
                for _ in range(number)
            )
        )
        return [str(row.transaction_id) for row in rows]

    return make


@pytest.fixture
def hurry(database: Database) -> Callable[[], None]:
    """Return what makes the moment of all next attempts come now."""

    def now() -> None:
        with database.connect() as connection:
            connection.execute(
                "UPDATE ledger_private.webhook_delivery SET next_attempt_at = clock_timestamp()"
                " WHERE state = 'PENDING'"
            )
            connection.execute(
                "UPDATE ledger_private.webhook_endpoint SET due_at = clock_timestamp()"
                " WHERE due_at IS NOT NULL"
            )

    return now


@pytest.fixture
def backdate(database: Database) -> Callable[[str], None]:
    """Return what lets failing have begun some time ago, and all attempts be due."""

    def ago(length: str) -> None:
        with database.connect() as connection:
            connection.execute(
                "UPDATE ledger_private.webhook_endpoint SET due_at = clock_timestamp(),"
                " first_failed_at = first_failed_at - %s::interval",
                (length,),
            )
            connection.execute(
                "UPDATE ledger_private.webhook_delivery SET next_attempt_at = clock_timestamp()"
                " WHERE state = 'PENDING'"
            )

    return ago


@pytest.fixture
def rotate(ledger: LedgerCalls, ring: Keyring) -> Callable[..., str]:
    """Return what gives an endpoint a new secret, and returns it."""

    def give(endpoint: Row, **more: object) -> str:
        secret = new_secret()
        sealed = ring.seal_secret(endpoint.user_id, secret)
        ledger.call(
            "rotate_webhook_secret",
            endpoint_id=endpoint.endpoint_id,
            key_id=sealed.key_id,
            wrapped_key=sealed.wrapped_key,
            sealed=sealed.sealed,
            **more,
        )
        return secret

    return give


@pytest.fixture
def ledger_schedule(database: Database) -> list[float]:
    """Return the delays between attempts, in seconds."""
    with database.connect() as connection:
        rows = connection.execute(
            "SELECT extract(epoch FROM d)::float"
            " FROM unnest(ledger_private.webhook_schedule()) AS d"
        ).fetchall()
    return [row[0] for row in rows]
