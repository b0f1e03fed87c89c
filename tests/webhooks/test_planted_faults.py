"""Each guard of webhooks taken away: what it kept out comes in, so its test can fail."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest

from tests.security.tampering import rewrite
from tests.webhooks.test_addresses import PRIVATE
from webapp.webhooks import addresses

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row
    from tests.webhooks.receiving import Receiver

    Endpoint = Callable[..., tuple[Row, str]]

pytestmark = pytest.mark.tampered


def test_connections_that_ask_nobody_reach_this_machine(
    monkeypatch: pytest.MonkeyPatch,
    ledger: LedgerCalls,
    receiver: Receiver,
    endpoint: Endpoint,
    deliver: Callable[..., None],
) -> None:
    """The socket's look at its address is all that keeps it out."""
    monkeypatch.setattr(addresses, "is_public", lambda _: True)
    row, _ = endpoint()
    ledger.call("ping_webhook_endpoint", endpoint_id=row.endpoint_id)
    deliver(allow_private=False)
    assert len(receiver.received) == 1
    made = addresses.sockets(allow_private=False)((socket.AF_INET, 1, 0, "", (PRIVATE[0], 1)))
    made.close()


def test_a_ledger_that_takes_all_addresses_takes_private_ones(
    database: Database, ledger: LedgerCalls
) -> None:
    """The doors hold by one function."""
    with database.connect() as owner:
        owner.execute(
            "CREATE OR REPLACE FUNCTION ledger_private.is_public_address(p_address inet)"
            " RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true'"
        )
    made = ledger.call(
        "create_webhook_endpoint",
        url="https://127.0.0.1/",
        key_id="1",
        wrapped_key=b"k" * 60,
        sealed=b"s" * 100,
    )
    assert made.url == "https://127.0.0.1/"


def test_an_endpoint_that_nobody_asks_about_is_anybodys(
    database: Database, ledger: LedgerCalls, endpoint: Endpoint
) -> None:
    """Without the question whose it is, Bob changes what is Alice's."""
    alice, bob = (ledger.call("create_user", username=name).user_id for name in ("ann", "ben"))
    row, _ = endpoint("/hook", alice)
    with database.connect() as owner, database.connect("ledger_web") as web:
        for text, instead in (
            ("(p_actor.role <> 'customer' OR e.user_id = p_actor.user_id)", "true"),
            ("PERFORM ledger_private.require_own(p_actor, v_endpoint.user_id);", ""),
        ):
            rewrite(owner, "ledger_private.lock_webhook_endpoint", text, instead)
        done: Any = web.execute(
            "SELECT u.status FROM ledger.update_webhook_endpoint(%s, p_status => 'DISABLED',"
            " p_actor => jsonb_populate_record(NULL::ledger.actor, jsonb_build_object("
            "'user_id', %s::bigint, 'role', 'customer'))) AS u",
            (row.endpoint_id, bob),
        ).fetchone()
    assert done == ("DISABLED",)


def test_a_log_without_its_trigger_can_be_changed(
    database: Database, ledger: LedgerCalls, endpoint: Endpoint, deliver: Callable[..., None]
) -> None:
    """And verify_new says that the guard is gone."""
    row, _ = endpoint()
    ledger.call("ping_webhook_endpoint", endpoint_id=row.endpoint_id)
    deliver()
    with database.connect() as owner:
        owner.execute(
            "ALTER TABLE ledger_audit.webhook_attempt"
            " DISABLE TRIGGER webhook_attempt_10_refuse_change"
        )
        owner.execute("UPDATE ledger_audit.webhook_attempt SET response_code = 500")
    assert "webhook_attempt_10_refuse_change" in str(ledger.call("verify_new").broken_guards)


def test_a_secret_that_is_not_sealed_shows(database: Database, endpoint: Endpoint) -> None:
    """What the test of seals looks for is found where somebody stores it as it is."""
    _, secret = endpoint()
    with database.connect() as owner:
        owner.execute(
            "UPDATE ledger_private.webhook_secret SET sealed = convert_to(%s, 'UTF8')", (secret,)
        )
        row: Any = owner.execute(
            "SELECT s::text FROM ledger_private.webhook_secret AS s"
        ).fetchone()
    assert secret.encode().hex() in row[0]
