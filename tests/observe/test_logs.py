"""One JSON line per request, with what joins it to everything else and nothing personal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.application import BOTH_WAYS

if TYPE_CHECKING:
    from tests.support.callers import Caller
    from tests.support.ledger_calls import Row

pytestmark = BOTH_WAYS


@pytest.fixture
def lines(capfd: pytest.CaptureFixture[str]) -> Any:  # noqa: ANN401 - a function of no argument
    """Return what reads the lines written since it was last asked."""

    def read() -> list[dict[str, Any]]:
        return [json.loads(line) for line in capfd.readouterr().out.splitlines()]

    return read


def test_each_request_is_one_line(
    as_alice: Caller,
    funded: Row,
    shop: Row,
    lines: Any,  # noqa: ANN401
) -> None:
    """Route, status, who, how long, and the ids to search by."""
    lines()
    posted = as_alice.transfer(funded, shop, "10.00")
    (line,) = lines()
    assert line["event"] == "request"
    assert (line["method"], line["route"], line["status"]) == ("POST", "/v1/transfers", 201)
    assert (line["user_id"], line["role"]) == (str(funded.user_id), "customer")
    assert line["request_id"] == posted.headers["X-Request-ID"]
    assert line["location"] == posted.headers["Location"]
    assert line["trace_id"] in posted.headers["traceparent"]
    assert line["duration_ms"] > 0


def test_a_refusal_is_told_by_its_code(
    as_alice: Caller,
    funded: Row,
    shop: Row,
    lines: Any,  # noqa: ANN401
) -> None:
    """The same code the client got."""
    lines()
    as_alice.transfer(funded, shop, "1000.00")
    (line,) = lines()
    assert (line["status"], line["code"]) == (422, "LG201")


def test_what_a_client_sends_never_reaches_the_log(
    as_alice: Caller,
    funded: Row,
    shop: Row,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Not the body, not the query, not the token, not the address, not a forged line."""
    capfd.readouterr()
    secret = "canary-5391"
    as_alice.transfer(funded, shop, "1.00", description=secret, metadata={"iban": secret})
    as_alice.get(f"/v1/accounts?cursor={secret}")
    as_alice.get(f"/{secret}")
    as_alice.get("/health", **{"X-Request-ID": f'{secret}"}}\\n{{"event":"forged"}}'})
    as_alice.get("/health", Authorization=f"Bearer {secret}", Cookie=secret)
    said = "".join(capfd.readouterr())
    assert said.count('"event":"request"') == 5
    assert secret not in said
    assert as_alice.token not in said
    assert "127.0.0.1" not in said
