"""Transfers that come together go to the ledger together, and each is answered as if alone."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.application import BOTH_WAYS
from tests.support.callers import Caller, code_of
from tests.support.waiting import wait_until
from webapp.identity import identities

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

pytestmark = BOTH_WAYS

_CROWD = 12


@pytest.fixture
def together(app: Flask) -> Callable[..., list[TestResponse]]:
    """Return what sends requests so that one call takes them all but the first."""

    def send(*asked: Callable[[Caller], TestResponse], tokens: list[str]) -> list[TestResponse]:
        gather = app.extensions["gatherer"]
        gather._idle = 0  # as if a call were under way
        with ThreadPoolExecutor(len(asked)) as crowd:
            answers = []
            for ask, token in zip(asked, tokens, strict=True):
                answers.append(crowd.submit(ask, Caller(app.test_client(), token)))
                wait_until(lambda: len(gather._queue) >= len(answers))
            gather._pass_on()
            return [answer.result(30) for answer in answers]

    return send


def calls_of(database: Database) -> int:
    """Return how many transactions of the database have posted something."""
    with database.connect() as connection:
        query = "SELECT count(DISTINCT t.xact_id) FROM ledger_audit.transaction AS t"
        row: Any = connection.execute(query).fetchone()
        return int(row[0])


def test_each_is_judged_by_its_own_user(
    together: Callable[..., list[TestResponse]],
    *,
    as_alice: Caller,
    operator: Caller,
    caller: Callable[[str, int], Caller],
    ledger: LedgerCalls,
    database: Database,
    funded: Row,
    shop: Row,
) -> None:
    """Keys, sight, permission, refusal and audit are each request's own; one call has them all."""
    bob = ledger.call("create_user", username="bob")
    auditor = ledger.call("create_user", username="aude", role="auditor")
    bobs = ledger.account("bob:main", user_id=bob.user_id)
    ledger.call("deposit", account_id=bobs.account_id, amount="10.00")
    before = calls_of(database)
    as_bob, as_auditor = caller("customer", bob.user_id), caller("auditor", auditor.user_id)
    answers = together(
        lambda c: c.transfer(funded, shop, "1.00", key="k"),
        lambda c: c.transfer(bobs, shop, "2.00", key="k"),
        lambda c: c.transfer(funded, shop, "1.00", key="k"),
        lambda c: c.transfer(funded, shop, "3.00", key="k"),
        lambda c: c.transfer(funded, shop, "1.00", key="not-bobs"),
        lambda c: c.transfer(funded, shop, "1.00", key="audit"),
        lambda c: c.transfer(bobs, shop, "9.00", key="poor"),
        lambda c: c.transfer(funded, shop, "4.00", key="seen"),
        tokens=[
            *(as_alice.token, as_bob.token, as_alice.token, as_alice.token),
            *(as_bob.token, as_auditor.token, as_bob.token, operator.token),
        ],
    )
    assert [answer.status_code for answer in answers] == [201, 201, 200, 422, 404, 403, 422, 201]
    assert [code_of(answers[n])[1] for n in (3, 4, 5, 6)] == ["LG301", "LG001", "LG206", "LG201"]
    assert answers[2].headers["Idempotency-Replayed"] == "true"
    assert answers[0].get_json()["entries"][1]["balance_after"] is None
    assert answers[7].get_json()["entries"][1]["balance_after"] == "7.00"
    assert calls_of(database) == before + 1
    with database.connect() as connection:
        audited = connection.execute(
            "SELECT DISTINCT l.user_id, l.request_id FROM ledger.audit_logs AS l"
            " JOIN ledger.transactions AS t USING (transaction_id)"
            " WHERE t.transaction_type = 'transfer'"
        ).fetchall()
    posted = {answers[n].headers["X-Request-ID"] for n in (0, 1, 7)}
    assert {request_id for _, request_id in audited} == posted


def test_what_waits_for_a_lock_harms_nobody_else(
    together: Callable[..., list[TestResponse]],
    *,
    app: Flask,
    as_alice: Caller,
    operator: Caller,
    ledger: LedgerCalls,
    database: Database,
    funded: Row,
    shop: Row,
) -> None:
    """The one whose account somebody holds waits; the others are answered meanwhile."""
    held, heir = ledger.account("held", min_balance="-Infinity"), ledger.account("heir")
    free = ledger.account("free", min_balance="-Infinity")
    done: list[str] = []

    def send(name: str, *transfer: Any) -> Callable[[Caller], TestResponse]:  # noqa: ANN401
        def ask(caller: Caller) -> TestResponse:
            answer = caller.transfer(*transfer, key=name)
            done.append(name)
            return answer

        return ask

    with database.connect(autocommit=False) as holder:
        holder.execute(
            "SELECT FROM ledger_private.account WHERE account_id = %s FOR NO KEY UPDATE",
            (held.account_id,),
        )

        def release() -> None:
            give_up = time.monotonic() + 10
            while len(done) < 2 and time.monotonic() < give_up:
                time.sleep(0.01)
            # Another that touches the held account goes alone at once; others gather again.
            assert as_alice.transfer(funded, shop, "1.00").status_code == 201
            holder.rollback()

        releasing = threading.Thread(target=release)
        releasing.start()
        answers = together(
            send("held", held, heir, "1.00"),
            send("alice", funded, shop, "1.00"),
            send("free", free, funded, "1.00"),
            tokens=[operator.token, as_alice.token, operator.token],
        )
        releasing.join()
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert done[-1] == "held"
    assert not app.extensions["gatherer"]._apart


def test_many_at_once_make_few_calls(
    app: Flask,
    as_alice: Caller,
    funded: Row,
    shop: Row,
    ledger: LedgerCalls,
    *,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And all the money arrives."""
    monkeypatch.setattr(identities, "REVOCATION_SECONDS", 60.0)  # who asks is known already
    assert as_alice.get("/v1/auth/me").status_code == 200
    app.extensions["database"].close()  # nothing goes alone
    before = calls_of(database)
    barrier = threading.Barrier(_CROWD)

    def send(_number: int) -> list[int]:
        caller = Caller(app.test_client(), as_alice.token)
        barrier.wait(10)
        return [caller.transfer(funded, shop, "0.10").status_code for _ in range(10)]

    with ThreadPoolExecutor(_CROWD) as crowd:
        answers = [status for statuses in crowd.map(send, range(_CROWD)) for status in statuses]
    assert answers == [201] * _CROWD * 10
    assert str(ledger.balance(shop.account_id)) == "12.00"
    assert calls_of(database) - before < _CROWD * 10
