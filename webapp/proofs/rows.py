"""Proofs of the books, and what they found."""

from dataclasses import dataclass
from datetime import datetime

from webapp.shapes.values import JsonObject, UserId


@dataclass(frozen=True, slots=True)
class Verification:
    """A proof: a row of ledger.verifications.

    is_current says that nothing committed by then was left to look at; broken names the checks
    that failed, each with the first row that breaks it.
    """

    verification_number: int
    is_ok: bool
    is_current: bool
    transactions: int
    broken: JsonObject
    after_position: int
    through_position: int
    user_id: UserId | None
    user_role: str
    database_user: str
    request_id: str | None
    created_at: datetime
    finished_at: datetime


@dataclass(frozen=True, slots=True)
class VerificationPage:
    """Proofs, newest first; next_cursor is null on the last page."""

    items: list[Verification]
    next_cursor: str | None
