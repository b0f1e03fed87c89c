"""A post office, a keyring, people with addresses, and the worker."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.notifications.mailing import PostOffice, post_office
from tests.operations.conftest import certificate
from webapp.notifications.chat import Chat
from webapp.notifications.notifying import Notifier
from webapp.notifications.smtp import Smtp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row
    from webapp.keys.sealing import Keyring

__all__ = ["certificate"]  # a fixture of both

SENDER = "ledger@bank.example"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """Return a running SMTP server."""
    with post_office() as office:
        yield office


@pytest.fixture
def notifier(ring: Keyring, office: PostOffice) -> Notifier:
    """Return what a worker's thread keeps."""
    return Notifier(
        {
            "email": Smtp(office.url, SENDER, SENDER, ring),
            "chat": Chat(ring, allow_private=True),
        }
    )


@pytest.fixture
def tell(database: Database, notifier: Notifier) -> Callable[[], None]:
    """Return what does all that is due, as a worker does; the first time it begins to read."""

    def run() -> None:
        with database.connect("ledger_dba") as connection:
            while notifier.turn(connection, threading.Event()):
                pass

    run()
    return run


@pytest.fixture
def person(ledger: LedgerCalls, ring: Keyring) -> Callable[..., Row]:
    """Return what makes a user whose address is known, and returns it."""

    def make(username: str, email: str | None = "", **fields: str) -> Row:
        user = ledger.call("create_user", username=username)
        told = {
            **fields,
            **({} if email is None else {"email": email or f"{username}@home.example"}),
        }
        store(user, told)
        return user

    def store(user: Row, fields: dict[str, str]) -> None:
        sealed = ring.seal(user.user_id, fields)
        ledger.call(
            "store_person",
            user_id=user.user_id,
            key_id=sealed.key_id,
            wrapped_key=sealed.wrapped_key,
            sealed=sealed.sealed,
            email_index=sealed.email_index,
        )

    make.store = store  # type: ignore[attr-defined]
    return make


@pytest.fixture
def prefer(ledger: LedgerCalls, ring: Keyring) -> Callable[..., Row]:
    """Return what chooses for a user."""

    def choose(user: Row, *email_events: str, chat_url: str | None = None, **more: object) -> Row:
        if chat_url:
            sealed = ring.seal_secret(user.user_id, chat_url)
            more |= {
                "chat_origin": "/".join(chat_url.split("/")[:3]),
                "key_id": sealed.key_id,
                "wrapped_key": sealed.wrapped_key,
                "sealed": sealed.sealed,
                "allows_private": True,
            }
        return ledger.call(
            "set_notification_preferences",
            user_id=user.user_id,
            email_events=list(email_events),
            **more,
        )

    return choose


@pytest.fixture
def till(ledger: LedgerCalls) -> Row:
    """Return an account of the house that can always pay."""
    return ledger.account(min_balance="-Infinity")


@pytest.fixture
def pay(ledger: LedgerCalls) -> Callable[..., Row]:
    """Return what posts a transfer."""

    def post(source: Row, target: Row, amount: str, **more: object) -> Row:
        (row,) = ledger.post(
            {
                "from_account_id": source.account_id,
                "to_account_id": target.account_id,
                "amount": amount,
                **more,
            }
        )
        return row

    return post


@pytest.fixture
def hurry(database: Database) -> Callable[[], None]:
    """Return what makes the moment of all next attempts come now, and ends all leases."""

    def now() -> None:
        with database.connect() as connection:
            connection.execute(
                "UPDATE ledger_private.notification"
                " SET next_attempt_at = clock_timestamp(),"
                " lease_expires_at = CASE WHEN lease_id IS NOT NULL THEN clock_timestamp() END"
                " WHERE state IN ('PENDING', 'SENDING')"
            )

    return now
