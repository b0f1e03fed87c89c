"""Moves money through the client that openapi-python-client makes."""

import json
import sys
from typing import TypeVar
from uuid import UUID

from zerosum_client import AuthenticatedClient
from zerosum_client.api.accounts import get_balance, list_entries, open_account
from zerosum_client.api.holds import capture_hold, hold_funds
from zerosum_client.api.reversals import reverse_transaction
from zerosum_client.api.transfers import post_transfer
from zerosum_client.models import (
    Account,
    AccountBody,
    Balance,
    CaptureBody,
    EntryPage,
    Hold,
    HoldBody,
    Problem,
    ReversalBody,
    Transaction,
    TransactionStatus,
    TransferBody,
)
from zerosum_client.models.metadata import Metadata

Answer = TypeVar("Answer")

url, token, paying_id = sys.argv[1:]
paying = UUID(paying_id)
client = AuthenticatedClient(base_url=url, token=token)


def told(answer: object, kind: type[Answer]) -> Answer:
    """Return an answer of this kind; another ends the program."""
    if not isinstance(answer, kind):
        raise SystemExit(f"not a {kind.__name__}: {answer}")
    return answer


opened = told(
    open_account.sync(client=client, body=AccountBody(currency="USD", name="pocket")), Account
)


def transfer(amount: str, key: str) -> Transaction | Problem | None:
    """Post a transfer to the new account."""
    body = TransferBody(
        from_account_id=paying,
        to_account_id=opened.account_id,
        amount=amount,
        metadata=Metadata.from_dict({"tags": ["lunch", 1]}),
    )
    return post_transfer.sync(client=client, body=body, idempotency_key=key)


first = told(transfer("10.00", "lunch"), Transaction)
second = told(transfer("10.00", "lunch"), Transaction)
refused = told(transfer("1000000.00", "yacht"), Problem)

hold = told(
    hold_funds.sync(
        client=client,
        body=HoldBody(account_id=paying, amount="5.00", to_account_id=opened.account_id),
        idempotency_key="deposit",
    ),
    Hold,
)
capture = told(
    capture_hold.sync(
        hold.hold_id,
        client=client,
        body=CaptureBody(amount="3.00", is_final=True),
        idempotency_key="bill",
    ),
    Transaction,
)
refund = told(
    reverse_transaction.sync(
        first.transaction_id,
        client=client,
        body=ReversalBody(amount="4.00"),
        idempotency_key="sorry",
    ),
    Transaction,
)

amounts: list[str] = []
page = told(list_entries.sync(opened.account_id, client=client, limit=1), EntryPage)
amounts += [f"{entry.entry_type.value} {entry.amount}" for entry in page.items]
while page.next_cursor is not None:
    page = told(
        list_entries.sync(opened.account_id, client=client, limit=1, cursor=page.next_cursor),
        EntryPage,
    )
    amounts += [f"{entry.entry_type.value} {entry.amount}" for entry in page.items]

balance = told(get_balance.sync(opened.account_id, client=client), Balance)
json.dump(
    {
        "completed": first.status is TransactionStatus.COMPLETED,
        "metadata": first.metadata.to_dict() if first.metadata is not None else None,
        "same": first.transaction_id == second.transaction_id,
        "refused": refused.code.value,
        "captured": capture.amount,
        "refunded": refund.amount,
        "entries": amounts,
        "balance": balance.balance,
    },
    sys.stdout,
)
