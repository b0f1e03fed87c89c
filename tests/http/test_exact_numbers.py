"""Numbers in metadata keep every digit, in through each door and out through each reader."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.callers import Caller, code_of
from tests.support.serving import granian
from webapp import create_app
from webapp.application import NOUNS
from webapp.config.gateway import Gateway
from webapp.config.sections import Cache
from webapp.identity.auth import issue_token
from zerosum_client import Client

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row
    from webapp.config import Config

SAID = (
    '{"rate": 1.10, "deep": [{"long": 123456789012345678901234567890.50, "tiny": 1e-21}],'
    ' "whole": 123456789012345678901234567890, "big": 1e400, "huge": 1E5000, "zero": -0.0,'
    ' "text": "1.10"}'
)
# As numeric of PostgreSQL keeps them; a mark tells a number from a text.
TOLD = {
    "rate": "#1.10",
    "deep": [{"long": "#123456789012345678901234567890.50", "tiny": "#0.000000000000000000001"}],
    "whole": "#123456789012345678901234567890",
    "big": "#1" + "0" * 400,
    "huge": "#1" + "0" * 5000,
    "zero": "#0.0",
    "text": "1.10",
}
_PAIR = '"from_account_id": "{a}", "to_account_id": "{b}", "amount": "1.00"'
_LEGS = (
    '"entries": [{"account_id": "{a}", "entry_type": "DEBIT", "amount": "1.00"}, '
    '{"account_id": "{b}", "entry_type": "CREDIT", "amount": "1.00"}]'
)
_ALONE = '"account_id": "{a}", "amount": "1.00"'
# The routes whose bodies have metadata: address, body, and where the answer has it, if it has.
DOORS: dict[str, tuple[str, str, tuple[str | int, ...] | None]] = {
    "post_transfer": ("/v1/transfers", f"{{{_PAIR}, META}}", ()),
    "post_transfers": (
        "/v1/transfers/batch",
        f'{{"transfers": [{{{_PAIR}, META}}]}}',
        ("results", 0, "transaction"),
    ),
    "post_transaction": ("/v1/transactions", f"{{{_LEGS}, META}}", ()),
    "preview_transaction": ("/v1/transactions/preview", f"{{{_LEGS}, META}}", None),
    "post_deposit": ("/v1/deposits", f"{{{_ALONE}, META}}", ()),
    "post_withdrawal": ("/v1/withdrawals", f"{{{_ALONE}, META}}", ()),
    "hold_funds": ("/v1/holds", f"{{{_ALONE}, META}}", ()),
    "capture_hold": ("/v1/holds/{h}/captures", '{"to_account_id": "{b}", META}', ()),
    "capture_group": ("/v1/hold-groups/{g}/captures", "{META}", ("captures", 0)),
    "reverse_transaction": ("/v1/transactions/{t}/reversals", '{"reason": "back", META}', ()),
    "open_account": ("/v1/accounts", '{"currency": "USD", META}', ()),
    "open_accounts": (
        "/v1/accounts/batch",
        '{"accounts": [{"currency": "USD", "code": "x:1", META}]}',
        ("accounts", 0),
    ),
    "update_account": ("/v1/accounts/{a}", "{META}", ()),
}


def told(data: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Return an answer whose numbers are marked texts of their digits."""
    return json.loads(data, parse_float=lambda text: f"#{text}", parse_int=lambda text: f"#{text}")


def has_metadata(body: type[BaseModel]) -> bool:
    """Say whether a body, or what is in it, takes metadata as an object."""
    return (
        '"metadata": {' in (text := json.dumps(body.model_json_schema())) and '"2026-0042"' in text
    )


@pytest.fixture
def ids(operator: Caller, funded: Row, shop: Row) -> dict[str, str]:
    """Return what the requests are about."""
    posted = operator.transfer(funded, shop, "1.00").get_json()["transaction_id"]
    ids = {"a": str(funded.account_id), "b": str(shop.account_id), "t": posted}
    held = {"account_id": ids["a"], "to_account_id": ids["b"], "amount": "1.00"}
    for place, name in (("h", "hold_id"), ("g", "group_id")):
        ids[place] = operator.post("/v1/holds", held).get_json()[name]
    return ids


def test_each_route_with_metadata_is_tried() -> None:
    """No door is forgotten."""
    found = {
        operation.operation_id
        for noun in NOUNS
        for operation in noun.routes.operations
        if operation.body is not None and has_metadata(operation.body)
    }
    assert found == DOORS.keys()


def send(caller: Caller, name: str, ids: dict[str, str], said: str) -> Any:  # noqa: ANN401 - response
    """Ask a route with this metadata."""
    path, body, _ = DOORS[name]
    headers = {
        "Authorization": f"Bearer {caller.token}",
        "Idempotency-Key": name,
        "Content-Type": "application/json",
    }
    method = "PATCH" if name == "update_account" else "POST"
    data = body.replace("META", f'"metadata": {said}')
    for place, value in ids.items():
        path, data = (text.replace("{" + place + "}", value) for text in (path, data))
    return caller.client.open(path, method=method, data=data.encode(), headers=headers)


@pytest.mark.parametrize("way", ["straight", "flask"], indirect=True)
def test_numbers_come_back_through_each_door_as_they_were(
    operator: Caller, ids: dict[str, str]
) -> None:
    """At once, and again under the same key; what no number is has a clear code."""
    for name, (_, _, place) in DOORS.items():
        for said in ('{"n": NaN}', '{"n": [1e131072]}', '{"n": 1e-99999}'):
            assert code_of(send(operator, name, ids, said))[1] in {"WEB101", "WEB103"}, name
        for _ in range(2):
            answer = send(operator, name, ids, SAID)
            assert answer.status_code < 300, (name, answer.data)
            if place is not None:
                found = told(answer.data)
                for step in place:
                    found = found[step]
                assert found["metadata"] == TOLD, name


def test_numbers_of_sql_and_rest_are_read_alike(
    operator: Caller, ids: dict[str, str], ledger: LedgerCalls
) -> None:
    """By each reader: one transaction, lists, events, the audit trail, a filter."""
    account = ids["a"]
    call = (
        "SELECT t.transaction_id FROM ledger.post_transfer(%s, %s, 1, p_metadata => %s) AS t, "
        "ledger.update_account(%s, p_metadata => %s)"
    )
    given = [account, ids["b"], SAID, account, SAID]
    (posted,) = ledger.connection.execute(call, given).fetchall()
    one = operator.get(f"/v1/transactions/{posted.transaction_id}")
    assert told(one.data)["metadata"] == TOLD
    for path in (f"/v1/transactions?account_id={account}&limit=1", "/v1/accounts"):
        items = told(operator.get(path).data)["items"]
        assert TOLD in [item["metadata"] for item in items], path
    assert told(operator.get(f"/v1/accounts/{account}").data)["metadata"] == TOLD
    (found,) = told(operator.get('/v1/accounts?metadata={"rate": 1.1}').data)["items"]
    assert found["account_id"] == account
    trail = operator.get(f"/v1/accounts/{account}/audit-logs")
    assert '"rate":1.10' in trail.get_data(as_text=True).replace(" ", "")
    query = "SELECT metadata ->> 'rate' AS rate FROM ledger.transactions WHERE transaction_id = %s"
    (row,) = ledger.connection.execute(query, [posted.transaction_id]).fetchall()
    assert row.rate == "1.10"


def test_an_answer_kept_in_redis_has_the_same_numbers(
    config: Config, valkey: str, as_alice: Caller, funded: Row, shop: Row
) -> None:
    """It is written once more from what was kept."""
    app = create_app(
        replace(config, cache=Cache(redis_url=valkey), gateway=Gateway(rate_limits=False))
    )
    caller = Caller(app.test_client(), as_alice.token)
    ids = {"a": str(funded.account_id), "b": str(shop.account_id)}
    answers = [send(caller, "post_transfer", ids, SAID) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert [told(answer.data)["metadata"] for answer in answers] == [TOLD] * 3
    app.extensions["database"].close()
    app.extensions["gatherer_database"].close()


@pytest.fixture
def python(config: Config, database: Database, funded: Row) -> Iterator[Client]:
    """Return the Python client of a real server."""
    token = issue_token(config, funded.user_id, "customer", timedelta(minutes=5))
    with (
        granian(config, database) as port,
        Client(f"http://127.0.0.1:{port}", token=token) as client,
    ):
        yield client


def test_the_python_client_keeps_decimals(python: Client, funded: Row, shop: Row) -> None:
    """A Decimal in metadata is a number there and back; an amount is a text as ever."""
    metadata = {"rate": Decimal("1.10"), "deep": [Decimal("0.1234567890123456789012345")]}
    posted = python.post_transfer(
        from_account_id=funded.account_id,
        to_account_id=shop.account_id,
        amount="1.00",
        metadata=metadata,
        idempotency_key="k",
    )
    assert posted.metadata
    assert repr(sorted(posted.metadata.items())) == repr(sorted(metadata.items()))
    (found,) = [one for one in python.list_transactions() if one.idempotency_key == "k"]
    assert repr(found.metadata) == repr(posted.metadata)
