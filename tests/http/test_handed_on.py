"""What the straight way hands on to Flask is not done, asked or timed a second time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from flask import Flask, Response, g, request
from psycopg import OperationalError

from webapp.identity.identities import UnknownIdentityError

if TYPE_CHECKING:
    from tests.support.callers import Caller
    from tests.support.ledger_calls import Row
    from webapp.shapes.actor import Actor


@pytest.mark.parametrize("error", [RuntimeError("a fault"), OperationalError("away")])
def test_an_error_of_a_posting_is_met_once(
    error: Exception, as_alice: Caller, funded: Row, shop: Row, app: Flask
) -> None:
    """Flask words it, and asks nobody again."""
    asked = []

    def ask(request: object) -> None:
        asked.append(request)
        raise error

    app.extensions["gatherer"].ask = ask
    answer = as_alice.transfer(funded, shop, "1.00")
    assert answer.status_code in {500, 503}
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("error", "status"), [(UnknownIdentityError(), 401), (OperationalError("away"), 503)]
)
def test_an_error_of_a_token_is_met_once(
    error: Exception, status: int, *, as_alice: Caller, funded: Row, shop: Row, app: Flask
) -> None:
    """A database that is away is not waited for twice."""
    asked = []

    def of(secret: str, *_given: object) -> None:
        asked.append(secret)
        raise error

    app.extensions["identities"].of = of
    assert as_alice.transfer(funded, shop, "1.00").status_code == status
    assert len(asked) == 1


def test_a_refused_request_is_timed_from_its_beginning(
    as_alice: Caller, funded: Row, shop: Row, app: Flask
) -> None:
    """The log and the histogram tell what the client waited, the posting included."""
    asked_at: list[float] = []
    began: list[float] = []
    ask = app.extensions["gatherer"].ask

    def noted(asked: object) -> object:
        asked_at.append(time.perf_counter())
        return ask(asked)

    def look(response: Response) -> Response:
        began.extend((g.began, request.prom_start_time))  # type: ignore[attr-defined]
        return response

    app.extensions["gatherer"].ask = noted
    app.after_request(look)
    assert as_alice.transfer(funded, shop, "500.00").status_code == 422
    assert max(began) < asked_at[0]


def test_the_ledger_is_told_the_id_that_is_answered(
    as_alice: Caller, funded: Row, shop: Row, app: Flask
) -> None:
    """Of a refusal too, which Flask words after the ledger was asked."""
    told: list[str | None] = []
    ask = app.extensions["gatherer"].ask

    def noted(asked: tuple[object, Actor]) -> object:
        told.append(asked[1].request_id)
        return ask(asked)

    app.extensions["gatherer"].ask = noted
    refused = as_alice.transfer(funded, shop, "500.00")
    assert refused.status_code == 422
    assert told == [refused.headers["X-Request-ID"]]
