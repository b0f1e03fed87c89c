"""Moves money by plain HTTP, with the models that datamodel-code-generator makes."""

import json
import sys
from typing import TypeVar
from uuid import UUID

import httpx
from pydantic import BaseModel
from zerosum_models import (
    Account,
    AccountBody,
    AccountClass,
    Balance,
    CaptureBody,
    EntryPage,
    Hold,
    HoldBody,
    Metadata,
    Problem,
    ReversalBody,
    Transaction,
    TransactionStatus,
    TransferBody,
)

Answer = TypeVar("Answer", bound=BaseModel)

url, token, paying_id = sys.argv[1:]
paying = UUID(paying_id)
client = httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"})


def post(path: str, body: BaseModel, kind: type[Answer], key: str) -> Answer:
    """Send a body and read the answer as a model."""
    answer = client.post(
        path,
        content=body.model_dump_json(exclude_unset=True),
        headers={"Content-Type": "application/json", "Idempotency-Key": key},
    )
    return kind.model_validate_json(answer.content)


def get(path: str, kind: type[Answer], **query: str | int) -> Answer:
    """Read an answer as a model."""
    return kind.model_validate_json(client.get(path, params=query).content)


opened = post(
    "/v1/accounts",
    AccountBody(currency="USD", name="pocket", account_class=AccountClass.LIABILITY),
    Account,
    "pocket",
)


def transfer(amount: str) -> TransferBody:
    """Return a transfer to the new account."""
    return TransferBody(
        from_account_id=paying,
        to_account_id=opened.account_id,
        amount=amount,
        metadata=Metadata.model_validate({"tags": ["lunch", 1]}),
    )


first = post("/v1/transfers", transfer("10.00"), Transaction, "lunch")
second = post("/v1/transfers", transfer("10.00"), Transaction, "lunch")
refused = post("/v1/transfers", transfer("1000000.00"), Problem, "yacht")

hold = post(
    "/v1/holds",
    HoldBody(account_id=paying, amount="5.00", to_account_id=opened.account_id),
    Hold,
    "deposit",
)
capture = post(
    f"/v1/holds/{hold.hold_id}/captures",
    CaptureBody(amount="3.00", is_final=True),
    Transaction,
    "bill",
)
refund = post(
    f"/v1/transactions/{first.transaction_id}/reversals",
    ReversalBody(amount="4.00"),
    Transaction,
    "sorry",
)

amounts: list[str] = []
path = f"/v1/accounts/{opened.account_id}/entries"
page = get(path, EntryPage, limit=1)
amounts += [f"{entry.entry_type.value} {entry.amount}" for entry in page.items]
while page.next_cursor is not None:
    page = get(path, EntryPage, limit=1, cursor=page.next_cursor)
    amounts += [f"{entry.entry_type.value} {entry.amount}" for entry in page.items]

balance = get(f"/v1/accounts/{opened.account_id}/balance", Balance)
json.dump(
    {
        "completed": first.status is TransactionStatus.COMPLETED,
        "metadata": first.metadata.model_dump() if first.metadata is not None else None,
        "same": first.transaction_id == second.transaction_id,
        "refused": refused.code.value,
        "captured": capture.amount,
        "refunded": refund.amount,
        "entries": amounts,
        "balance": balance.balance,
    },
    sys.stdout,
)
