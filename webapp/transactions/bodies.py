"""Transactions of any number of legs."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.shapes.base import Body, Key
from webapp.shapes.choices import EntryType, LegKind, TransactionStatus
from webapp.shapes.fields import Amount, CurrencyCode, Metadata, Timestamp
from webapp.shapes.filters import (
    ExpandsEntries,
    NewestFirst,
    OfAccounts,
    OfAmount,
    OfCurrency,
    OfEffect,
    OfTime,
    OfType,
    OfUser,
    WithMetadata,
    WithText,
)

MAXIMUM_LEGS = 1000

# Told to the reader of the document; the ledger itself refuses what does not fit (LG109).
_TYPE_PATTERN = "^[a-z][a-z0-9_]{0,39}$"


class EntryBody(Body):
    """One leg: an account, a side, and how its amount is found."""

    account_id: UUID
    entry_type: EntryType = Field(description="DEBIT takes from the account, CREDIT gives to it")
    amount: Amount | None = Field(
        None,
        description="of a fixed leg, its amount; of a fraction or percent, the amount it is a "
        "share of (default: the transaction's total); of up_to, the most it may come to",
    )
    kind: LegKind = Field(
        "fixed",
        description="weight and rest divide what the other legs leave; up_to, for debits, takes "
        "what the account has available, each source after the one before",
    )
    share: Amount | None = Field(
        None,
        description="of a fraction (0 to 1), percent (0 to 100) or weight (a whole number)",
        examples=["2.9"],
    )
    currency: CurrencyCode | None = Field(None, description="checked against the account")
    description: str | None = Field(None, json_schema_extra={"maxLength": 1000})
    expected_version: int | None = Field(
        None, ge=0, lt=2**63, description="refuse unless the account is at this version"
    )


class TransactionBody(Body):
    """A transaction: per currency, debits equal credits. Its key comes from a header."""

    entries: Annotated[list[EntryBody], Field(min_length=1, max_length=MAXIMUM_LEGS)]
    total: Amount | None = Field(
        None, description="what moves, where no side names all its amounts; for one currency"
    )
    effective_at: Timestamp | None = Field(None, description="when it counts; default: now")
    transaction_type: str | None = Field(
        None, description='default: "transaction"', json_schema_extra={"pattern": _TYPE_PATTERN}
    )
    description: str | None = Field(None, json_schema_extra={"maxLength": 1000})
    metadata: Metadata | None = None

    def keyed(self, key: str) -> "TransactionItem":
        """Return this transaction under a key."""
        return TransactionItem.model_construct(
            self.model_fields_set | {"idempotency_key"}, **{**self.__dict__, "idempotency_key": key}
        )


class TransactionItem(TransactionBody):
    """A transaction under its key."""

    idempotency_key: Key


class TransactionsQuery(
    NewestFirst,
    OfAccounts,
    OfUser,
    OfType,
    OfCurrency,
    OfAmount,
    OfTime,
    OfEffect,
    WithMetadata,
    WithText,
    ExpandsEntries,
):
    """Which transactions: of an account, what moved money on it or was refused to pay from it."""

    status: TransactionStatus | None = None
    idempotency_key: str | None = Field(
        None,
        min_length=1,
        max_length=255,
        description="the key it was asked for under, by the caller or by user_id",
    )


class OutsideBody(Body):
    """Money that comes from or goes to the outside world."""

    account_id: UUID = Field(description="the account of the ledger")
    amount: Amount
    currency: CurrencyCode | None = Field(None, description="checked against both accounts")
    outside_account_id: UUID | None = Field(
        None, description="the other side; default: the account world:<CURRENCY>"
    )
    description: str | None = Field(None, json_schema_extra={"maxLength": 1000})
    metadata: Metadata | None = Field(None, description="at most 16384 characters as JSON")
    effective_at: Timestamp | None = Field(None, description="when it counts; default: now")
