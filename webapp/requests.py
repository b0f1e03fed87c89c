"""What a client may send: strict models, unknown members refused. No rule about money."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from webapp.fields import (
    Amount,
    CurrencyCode,
    Limit,
    Metadata,
    PageSize,
    Timestamp,
    UserId,
)
from webapp.refusals import Refusal

MAXIMUM_BATCH = 10_000
MAXIMUM_KEY = 255
MAXIMUM_PAGE = 500

# Told to the reader of the document; the ledger itself refuses what does not fit (LG109).
_TYPE_PATTERN = "^[a-z][a-z0-9_]{0,39}$"

Key = Annotated[str, Field(pattern=r"^[\x21-\x7E]{1,255}$", examples=["invoice-2026-0042"])]


class Body(BaseModel):
    """A JSON object whose members are what they say and nothing else."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class TransferBody(Body):
    """One transfer; its key comes from the Idempotency-Key header."""

    from_account_id: UUID = Field(description="the account that pays")
    to_account_id: UUID = Field(description="the account that receives")
    amount: Amount
    currency: CurrencyCode | None = Field(None, description="checked against both accounts")
    description: str | None = Field(None, json_schema_extra={"maxLength": 1000})
    metadata: Metadata | None = Field(None, description="at most 16384 characters as JSON")
    effective_at: Timestamp | None = Field(None, description="when it counts; default: now")
    transaction_type: str | None = Field(
        None, description='default: "transfer"', json_schema_extra={"pattern": _TYPE_PATTERN}
    )
    expected_version: int | None = Field(
        None, ge=0, lt=2**63, description="refuse unless the paying account is at this version"
    )

    def keyed(self, key: str) -> "TransferItem":
        """Return this transfer as an item under a key."""
        return TransferItem.model_construct(
            self.model_fields_set | {"idempotency_key"}, **{**self.__dict__, "idempotency_key": key}
        )


class TransferItem(TransferBody):
    """One transfer of a batch, under its own key or one derived from the request's."""

    idempotency_key: Key | None = Field(
        None, description="default: the Idempotency-Key header, a slash, the item's number"
    )


class BatchBody(Body):
    """Transfers, posted in order."""

    transfers: list[TransferItem] = Field(min_length=1, max_length=MAXIMUM_BATCH)
    atomic: bool = Field(False, description="post all or none")

    def keyed(self, key: str) -> list[TransferItem]:
        """Return the items, each with a key: its own, or `<key>/<n>` counted from 1.

        Raises Refusal WEB105 when a key so derived would be too long.
        """
        if len(f"{key}/{len(self.transfers)}") > MAXIMUM_KEY:
            raise Refusal("WEB105", "the key of a batch leaves room for /<n> within 255 characters")
        return [
            item if item.idempotency_key else item.keyed(f"{key}/{number}")
            for number, item in enumerate(self.transfers, start=1)
        ]


class AccountBody(Body):
    """An account to open."""

    currency: CurrencyCode
    user_id: UserId | None = Field(None, description="whose it is; default: the caller's")
    account_class: Literal["asset", "liability", "equity", "income", "expense"] = "liability"
    code: str | None = Field(None, description="a name of your own, unique in the ledger")
    name: str | None = None
    min_balance: Limit | None = Field(
        None, description="floor; default: 0 for a liability, else unlimited"
    )
    max_balance: Limit | None = Field(None, description="ceiling; default: unlimited")
    metadata: Metadata | None = None


class Query(BaseModel):
    """A query string: everything arrives as text."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PageQuery(Query):
    """Which page of a list."""

    cursor: str | None = Field(None, description="next_cursor of the page before")
    limit: PageSize = Field(50, ge=1, le=MAXIMUM_PAGE, description="items on a page")


class AccountsQuery(PageQuery):
    """Which accounts."""

    user_id: UserId | None = None
    currency: CurrencyCode | None = None
    status: Literal["ACTIVE", "SUSPENDED", "CLOSED"] | None = None


class BalanceQuery(Query):
    """The balance at which moment."""

    as_of: Timestamp | None = Field(None, description="default: now")
