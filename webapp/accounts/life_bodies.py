"""Changing, suspending, closing and merging accounts."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from webapp.shapes.base import Body
from webapp.shapes.fields import Bound, Metadata


class AccountChanges(Body):
    """What to change; a member left out or null leaves its value as it is."""

    code: str | None = Field(None, description="a new code; the old ones go on leading there")
    name: str | None = Field(None, description='a new name; "" takes it away')
    category: str | None = Field(None, description='the path of a category; "" takes it out')
    metadata: Metadata | None = Field(
        None, description="merged into the account's own; a null member is taken away"
    )
    min_balance: Bound | None = Field(None, description="a new floor")
    max_balance: Bound | None = Field(None, description="a new ceiling")


class StatusBody(Body):
    """Which status, and why."""

    status: Literal["ACTIVE", "SUSPENDED", "CLOSED"]
    allow_credits: bool = Field(False, description="whether a suspended account is still paid")
    reason: str | None = Field(None, description="kept in the audit trail")


class CloseBody(Body):
    """Where the remainder goes."""

    sweep_to_account_id: UUID | None = Field(
        None, description="the account the balance moves to; needed unless it is zero"
    )
    reason: str | None = Field(None, description="kept in the audit trail")


class MergeBody(Body):
    """Which account takes over."""

    into_account_id: UUID = Field(description="the account that takes over balance and codes")
    reason: str | None = Field(None, description="kept in the audit trail")
