"""Transfers, alone or in a batch."""

from uuid import UUID

from pydantic import Field

from webapp.problems.refusals import Refusal
from webapp.shapes.base import MAXIMUM_KEY, Body, Key
from webapp.shapes.fields import Amount, CurrencyCode, Metadata, Timestamp

MAXIMUM_BATCH = 10_000

# Told to the reader of the document; the ledger itself refuses what does not fit (LG109).
_TYPE_PATTERN = "^[a-z][a-z0-9_]{0,39}$"


class TransferBody(Body):
    """One transfer; its key comes from the Idempotency-Key header."""

    from_account_id: UUID = Field(description="the account that pays")
    to_account_id: UUID = Field(description="the account that receives")
    amount: Amount
    currency: CurrencyCode | None = Field(None, description="checked against both accounts")
    description: str | None = Field(None, json_schema_extra={"maxLength": 1000})
    metadata: Metadata | None = None
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

    def accounts(self) -> list[UUID]:
        """Return whose balances may change."""
        sides = ((item.from_account_id, item.to_account_id) for item in self.transfers)
        return [account for pair in sides for account in pair]

    def require_room(self, key: str) -> None:
        """Raise Refusal WEB105 when a key that is derived from this one would be too long."""
        if len(f"{key}/{len(self.transfers)}") > MAXIMUM_KEY:
            raise Refusal("WEB105", "the key of a batch leaves room for /<n> within 255 characters")
