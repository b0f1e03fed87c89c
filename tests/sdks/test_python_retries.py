"""The Python client behind a proxy that misbehaves: money moves exactly once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.sdks.proxy import ALL, SEEN_BY_NOBODY, Fault
from tests.support.ports import unused_port
from zerosum_client import (
    Client,
    NoAnswerError,
    Retrying,
    UnexpectedAnswerError,
    UnknownOutcomeError,
)

if TYPE_CHECKING:
    from tests.sdks.conftest import Served
    from tests.support.ledger_calls import Row


def moved(client: Client, served: Served, source: Row, target: Row, faults: list[Fault]) -> str:
    """Post one transfer of 1.00 that meets these faults; return by how much the balance fell."""
    before = served.ledger.balance(source.account_id)
    served.proxy.faults.extend(faults)
    client.post_transfer(
        from_account_id=source.account_id, to_account_id=target.account_id, amount="1.00"
    )
    return str(before - served.ledger.balance(source.account_id))


def test_money_moves_exactly_once(served: Served, shaken: Client, funded: Row, shop: Row) -> None:
    """Whatever becomes of the answer: the second request has the key of the first."""
    for fault in ALL:
        served.proxy.seen.clear()
        assert moved(shaken, served, funded, shop, [fault]) == "1.00", fault
        first, second = served.proxy.seen
        assert (first.fault, second.fault) == (fault, Fault.NONE)
        assert first.key == second.key is not None


def test_faults_one_after_another_move_it_once(
    served: Served, shaken: Client, funded: Row, shop: Row
) -> None:
    """As many as there are attempts but one."""
    faults = [Fault.CUT_AFTER, Fault.HALF, Fault.CUT_BEFORE]
    assert moved(shaken, served, funded, shop, faults) == "1.00"


def test_a_client_with_a_new_key_for_each_attempt_is_noticed(
    served: Served, shaken: Client, funded: Row, shop: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: it moves the money twice."""
    send = shaken._transport.send

    def careless(*parts: str, headers: dict[str, str], **more: object) -> object:
        return send(*parts, headers={**headers, "Idempotency-Key": str(uuid4())}, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(shaken._transport, "send", careless)
    assert moved(shaken, served, funded, shop, [Fault.CUT_AFTER]) == "2.00"


def test_a_write_without_a_key_is_never_sent_again(served: Served, shaken: Client) -> None:
    """Its outcome is unknown, or the proxy's answer is handed on."""
    for fault in ALL:
        served.proxy.seen.clear()
        served.proxy.faults.append(fault)
        with pytest.raises((UnknownOutcomeError, UnexpectedAnswerError)):
            shaken.create_user(username=fault.name)
        assert [(one.path, one.key) for one in served.proxy.seen] == [("/v1/users", None)]
        users = [user.username for user in shaken.list_users(username=fault.name)]
        assert users == ([] if fault in SEEN_BY_NOBODY else [fault.name])


def test_a_read_is_sent_again(served: Served, shaken: Client, funded: Row) -> None:
    """It changes nothing."""
    for fault in ALL:
        served.proxy.faults.append(fault)
        assert shaken.get_account(funded.account_id).code == "alice:main"


def test_who_gives_up_can_go_on_with_the_key(
    served: Served, shaken: Client, funded: Row, shop: Row
) -> None:
    """The error tells it; what was done is then told, and not done again."""
    served.proxy.faults.extend([Fault.CUT_AFTER] * 4)
    with pytest.raises(UnknownOutcomeError) as lost:
        moved(shaken, served, funded, shop, [])
    assert len(served.proxy.seen) == 4
    again = shaken.post_transfer(
        from_account_id=funded.account_id,
        to_account_id=shop.account_id,
        amount="1.00",
        idempotency_key=lost.value.idempotency_key,
    )
    assert again.idempotency_key == lost.value.idempotency_key
    assert str(served.ledger.balance(funded.account_id)) == "99.00"


def test_waiting_ends_with_the_time_there_is(served: Served, funded: Row, shop: Row) -> None:
    """A server that asks for more time than the caller has is not waited for."""
    served.proxy.faults.extend([Fault.BUSY] * 3)
    retrying = Retrying(seconds=0.9)
    with Client(served.proxy.url, token=served.token, retrying=retrying) as hasty:
        with pytest.raises(UnexpectedAnswerError) as busy:
            moved(hasty, served, funded, shop, [])
        assert busy.value.status == 503
    assert len(served.proxy.seen) == 1


def test_no_server_is_no_refusal() -> None:
    """Whether a write was done is unknown; a read was not answered."""
    retrying = Retrying(attempts=2, first_wait=0.01)
    with Client(f"http://127.0.0.1:{unused_port()}", token="x", retrying=retrying) as nobody:
        with pytest.raises(UnknownOutcomeError, match="k1"):
            nobody.release_hold(uuid4(), idempotency_key="k1")
        with pytest.raises(NoAnswerError):
            nobody.get_me()
