"""The Python client against the real server: what a wallet and its back office do by it."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from zerosum_client import (
    AuthenticationError,
    Client,
    NotFoundError,
    PreconditionError,
    RefusedError,
    ZerosumError,
    models,
)

if TYPE_CHECKING:
    from tests.sdks.conftest import Served
    from tests.support.ledger_calls import Row

PASSWORD = "four random common words"


def test_a_newcomer_opens_users_accounts_holds_and_refunds(served: Served, staff: Client) -> None:
    """Rows are typed, amounts exact, and the ledger holds what the client says."""
    ann = staff.create_user(username="ann", display_name="Ann")
    staff.set_user_password(ann.user_id, new_password=PASSWORD)
    shop = staff.open_account(currency="EUR", code="shop", metadata={"branches": [1, 2]})
    with Client(served.url, username="ann", password=PASSWORD) as wallet:
        assert wallet.get_me().user_id == ann.user_id
        pocket = wallet.open_account(currency="EUR", name="pocket")
        staff.post_deposit(account_id=pocket.account_id, amount="100")
        paid = wallet.post_transfer(
            from_account_id=pocket.account_id,
            to_account_id=shop.account_id,
            amount=Decimal("10.50"),
            description="💶",
        )
        hold = wallet.hold_funds(
            account_id=pocket.account_id, amount="8", to_account_id=shop.account_id
        )
        assert wallet.get_balance(pocket.account_id).available == Decimal("81.50")
        captured = staff.capture_hold(hold.hold_id, amount="3", is_final=True)
        assert paid.transaction_id is not None
        refund = staff.reverse_transaction(paid.transaction_id, amount="0.50")
        entries = list(wallet.list_entries(pocket.account_id, limit=1))
    assert (captured.amount, refund.amount) == (Decimal("3.00"), Decimal("0.50"))
    assert [(entry.entry_type, str(entry.amount)) for entry in entries] == [
        ("CREDIT", "0.50"),
        ("DEBIT", "3.00"),
        ("DEBIT", "10.50"),
        ("CREDIT", "100.00"),
    ]
    assert staff.get_account(shop.account_id).metadata == {"branches": [1, 2]}
    assert str(served.ledger.balance(pocket.account_id)) == "87.00"


def test_a_batch_has_a_result_for_each(staff: Client, funded: Row, shop: Row) -> None:
    """Items are models, and a repeated key is a replay."""
    items = [
        models.TransferItem(
            from_account_id=funded.account_id, to_account_id=shop.account_id, amount=Decimal(amount)
        )
        for amount in ("1.00", "500.00")
    ]
    batch = staff.post_transfers(transfers=items, idempotency_key="two words 💶")
    again = staff.post_transfers(transfers=items, idempotency_key="two words 💶")
    assert [one.failure_code for one in batch.results] == [None, "LG201"]
    assert again.results[0].is_replay
    assert again.results[0].transaction == batch.results[0].transaction


def test_a_program_has_a_key(served: Served, staff: Client, funded: Row) -> None:
    """Until it is revoked."""
    robot = staff.create_user(username="robot", role="service")
    key = staff.create_api_key(user_id=robot.user_id, name="payouts")
    with Client(served.url, api_key=key.secret) as program:
        assert program.get_account(funded.account_id).currency == "USD"
        revoked = staff.revoke_api_key(key.api_key_id)
        assert revoked.revoked_at is not None
        fresh = Client(served.url, api_key="zk_nobody")
        with fresh, pytest.raises(AuthenticationError, match="WEB2"):
            fresh.get_me()


def test_lists_are_walked_as_far_as_they_are_wanted(staff: Client, funded: Row, shop: Row) -> None:
    """Item by item or page by page, from a cursor on; every write waits for its turn."""
    for number in range(25):
        staff.post_transfer(
            from_account_id=funded.account_id,
            to_account_id=shop.account_id,
            amount="0.10",
            description=str(number),
        )
    texts = [one.description for one in staff.list_entries(shop.account_id, limit=4)]
    assert texts == [str(number) for number in reversed(range(25))]
    some = staff.list_transactions(account_id=shop.account_id, sort="created_at", limit=10)
    assert [one.description for one in islice(some, 12)] == [str(number) for number in range(12)]
    page = next(some.pages())
    rest = staff.list_transactions(
        account_id=shop.account_id, sort="created_at", cursor=page.next_cursor
    )
    assert [one.description for one in rest] == [str(number) for number in range(10, 25)]
    assert list(staff.list_holds(account_id=shop.account_id)) == []


def test_a_refusal_is_an_exception_with_its_code(staff: Client, funded: Row, shop: Row) -> None:
    """The values it speaks of, what to quote to support, and the key."""
    with pytest.raises(RefusedError) as refused:
        staff.post_transfer(
            from_account_id=funded.account_id,
            to_account_id=shop.account_id,
            amount="500.00",
            idempotency_key="yacht",
        )
    told = refused.value
    assert (told.status, told.code, told.name) == (422, "LG201", "insufficient_funds")
    assert told.fields["available"] == "100.00"
    assert told.request_id
    assert told.detail
    assert told.idempotency_key == "yacht"
    with pytest.raises(NotFoundError, match="account_not_found"):
        staff.get_account(uuid4())
    with pytest.raises(ZerosumError, match="WEB102"):
        staff.open_account(currency="no such form")


def test_an_account_is_changed_as_it_was_read(staff: Client) -> None:
    """412 once it has changed; and a null inside metadata is sent as one."""
    account = staff.open_account(currency="EUR", code="savings", metadata={"a": 1, "b": 2})
    tag = f'"{account.revision}"'
    changed = staff.update_account(
        account.account_id, name="Savings", metadata={"a": None}, if_match=tag
    )
    assert (changed.name, changed.metadata) == ("Savings", {"b": 2})
    with pytest.raises(PreconditionError, match="LG302"):
        staff.update_account(account.account_id, name="Other", if_match=tag)


def test_an_amount_is_never_a_float(staff: Client, funded: Row, shop: Row) -> None:
    """Refused before anything is sent, also where a type checker did not look."""
    amounts: list[str] = [0.1]  # type: ignore[list-item]
    with pytest.raises(ValueError, match="never a float"):
        staff.post_transfer(
            from_account_id=funded.account_id, to_account_id=shop.account_id, amount=amounts[0]
        )
    with pytest.raises(TypeError, match="never a float"):
        list(staff.list_transactions(min_amount=amounts[0]))


def test_what_has_no_method_is_asked_with_request(staff: Client, funded: Row) -> None:
    """Such as some members only."""
    path = f"/v1/accounts/{funded.account_id}"
    answer = staff.request("GET", path, query={"fields": ["code", "balance"]})
    assert answer.data == b'{"code":"alice:main","balance":"100.00"}'
