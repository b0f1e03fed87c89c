"""Exports."""

from dataclasses import dataclass
from datetime import datetime

from webapp.shapes.choices import ExportStatus
from webapp.shapes.values import Id, UserId


@dataclass(frozen=True, slots=True)
class Export:
    """A file of an account's entries: a row of ledger.exports."""

    export_id: Id
    account_id: Id
    user_id: UserId
    made_by_user_id: UserId | None
    status: ExportStatus
    since_at: datetime | None
    until_at: datetime | None
    row_count: int
    size_bytes: int
    created_at: datetime
    ended_at: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class ExportPage:
    """Exports; next_cursor is null on the last page."""

    items: list[Export]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class ExportContent:
    """A part of a file: a row of ledger.export_content."""

    part_number: int
    content: str
