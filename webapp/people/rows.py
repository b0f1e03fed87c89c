"""Personal data: as it is stored, and as it is told."""

from dataclasses import dataclass
from datetime import datetime

from webapp.shapes.values import UserId


@dataclass(frozen=True, slots=True)
class SealedPerson:
    """A row of ledger.people; the three sealed values are hexadecimal, null once shredded."""

    user_id: UserId
    key_id: str | None
    wrapped_key: str | None
    sealed: str | None
    shredded_at: datetime | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """A user's personal data; what was never given is null."""

    user_id: UserId
    name: str | None
    email: str | None
    phone: str | None
    address: str | None
    birth_date: str | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ForgottenPerson:
    """A user whose personal data was forgotten."""

    user_id: UserId
    shredded_at: datetime


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """The users an e-mail address belongs to."""

    user_ids: list[UserId]
