"""Statements on two axes of time, and closing the books."""

from uuid import UUID

from webapp.calling import stored
from webapp.shapes.actor import Actor
from webapp.time.bodies import (
    ClosePeriodBody,
    PeriodsQuery,
    ReopenPeriodBody,
    StatementBounds,
    StatementQuery,
)
from webapp.time.rows import PeriodAct, StatementLine, StatementSummary


@stored()
def get_statement(
    account_id: UUID,
    query: StatementQuery,
    *,
    before_at: str | None,
    before_version: str | None,
    before_transaction_id: str | None,
    limit: int,
    actor: Actor,
) -> list[StatementLine]:
    """Return lines of an account's statement, a page from before a moment and version."""


@stored()
def get_statement_summary(
    account_id: UUID, query: StatementBounds, *, actor: Actor
) -> StatementSummary:
    """Return the head and foot of an account's statement."""


@stored()
def close_period(body: ClosePeriodBody, *, actor: Actor) -> PeriodAct:
    """Close the books through a day; return the act in force."""


@stored()
def reopen_period(body: ReopenPeriodBody, *, actor: Actor) -> PeriodAct:
    """Open the books again from a day on; return the act."""


@stored()
def list_periods(
    query: PeriodsQuery,
    *,
    before_act: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> list[PeriodAct]:
    """Return acts of closing and reopening, from where a page ended on."""
