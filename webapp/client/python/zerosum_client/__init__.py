"""A typed client of Zerosum: each operation of the API is a method of its name.

    with Client("http://127.0.0.1:8080", api_key=secret) as ledger:
        posted = ledger.post_transfer(
            from_account_id=alice, to_account_id=bob, amount="10.50", description="lunch"
        )
        for entry in ledger.list_entries(alice):
            print(entry.created_at, entry.amount, entry.balance_after)

Amounts are exact decimals. A write that takes an idempotency key has one, made when none is
given, and is sent again under it when its answer is lost or says "later".
"""

from zerosum_client.client import Client
from zerosum_client.generated import models
from zerosum_client.pages import Pages
from zerosum_client.problems import (
    AuthenticationError,
    ConflictError,
    ForbiddenError,
    InvalidRequestError,
    LedgerError,
    NoAnswerError,
    NotFoundError,
    PreconditionError,
    RateLimitedError,
    RefusedError,
    UnavailableError,
    UnexpectedAnswerError,
    UnknownOutcomeError,
    ZerosumError,
)
from zerosum_client.retrying import Retrying
from zerosum_client.webhooks import WebhookError, verify_webhook

__all__ = [
    "AuthenticationError",
    "Client",
    "ConflictError",
    "ForbiddenError",
    "InvalidRequestError",
    "LedgerError",
    "NoAnswerError",
    "NotFoundError",
    "Pages",
    "PreconditionError",
    "RateLimitedError",
    "RefusedError",
    "Retrying",
    "UnavailableError",
    "UnexpectedAnswerError",
    "UnknownOutcomeError",
    "WebhookError",
    "ZerosumError",
    "models",
    "verify_webhook",
]
