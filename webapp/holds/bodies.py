"""Holds and freezes: to set money aside, to settle it."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from webapp.shapes.base import Body
from webapp.shapes.choices import HoldEventType, HoldStatus
from webapp.shapes.fields import Amount, Metadata, Timestamp
from webapp.shapes.filters import (
    ExpandsAccounts,
    OfAccount,
    OfAccounts,
    OfAmount,
    OfCurrency,
    OfTime,
    OfUser,
    OldestFirst,
    Sorted,
    WithMetadata,
    WithText,
)


class HoldBody(Body):
    """Money to set aside."""

    account_id: UUID = Field(description="the account that will pay")
    amount: Amount
    to_account_id: UUID | None = Field(
        None, description="the only account it may be captured to; default: said at capture"
    )
    expires_at: Timestamp | None = Field(None, description="default: it does not expire")
    tolerance_amount: Amount | None = Field(
        None, description="how much more than the amount may be captured"
    )
    tolerance_percent: Amount | None = Field(
        None, description="the same as a share of the amount, 0 to 100"
    )
    group_id: UUID | None = Field(
        None,
        description="group_id of a hold that this one settles together with; or a UUID of your own"
        " that ends in the last four digits of account_id; default: a group of its own",
    )
    description: str | None = Field(None, json_schema_extra={"maxLength": 1000})
    metadata: Metadata | None = None


class CaptureBody(Body):
    """A capture of a hold."""

    amount: Amount | None = Field(None, description="default: all that remains")
    is_final: bool = Field(False, description="release what then remains")
    to_account_id: UUID | None = Field(
        None, description="who is paid; needed when the hold does not say"
    )
    description: str | None = Field(None, json_schema_extra={"maxLength": 1000})
    metadata: Metadata | None = None


class IncrementBody(Body):
    """More money for a hold."""

    amount: Amount


class ExtensionBody(Body):
    """More time for a hold."""

    expires_at: Timestamp | None = Field(description="later than now; null: it does not expire")


class ReleaseBody(Body):
    """Money of a hold to give back to its account."""

    amount: Amount | None = Field(None, description="default: all that remains")


class GroupCaptureBody(Body):
    """A capture of all that remains of the holds of a group."""

    description: str | None = Field(None, json_schema_extra={"maxLength": 1000})
    metadata: Metadata | None = None


class GroupReleaseBody(Body):
    """A release of the holds of a group: an empty object."""


class FreezeBody(Body):
    """An amount to freeze, and by what order."""

    amount: Amount
    reason: str = Field(description="kept as the description of the freeze")
    expires_at: Timestamp | None = Field(None, description="default: until it is lifted")


class UnfreezeBody(Body):
    """How much of a freeze to lift."""

    amount: Amount | None = Field(None, description="default: all of it")


class HoldsQuery(
    OldestFirst,
    OfAccounts,
    OfUser,
    OfCurrency,
    OfAmount,
    OfTime,
    WithMetadata,
    WithText,
    ExpandsAccounts,
):
    """Which holds."""

    status: HoldStatus | None = None
    group_id: UUID | None = None


class HoldEventsQuery(OldestFirst, OfTime, OfAmount):
    """Which steps of a hold."""

    event_type: HoldEventType | None = None


class HoldGroupsQuery(Sorted, OfAccount, OfUser):
    """Which groups: with a hold on this account, or of this user."""

    sort: Literal["group_id", "-group_id"] = Field("group_id", exclude=True)


class ExpiryBody(Body):
    """How many expired holds to tidy away."""

    limit: int = Field(1000, ge=1, le=1000, description="at most so many")
