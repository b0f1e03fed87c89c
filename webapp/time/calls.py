"""Statements on two axes of time, and closing the books."""

from webapp.access.auth import Actor
from webapp.calling import row_of, select
from webapp.db import Database
from webapp.time.bodies import ClosePeriodBody, ReopenPeriodBody, StatementQuery
from webapp.time.rows import PeriodAct, StatementLine

_GET_STATEMENT = select(
    StatementLine,
    """ledger.get_statement(
    p_account_id => %(account_id)s,
    p_axis => %(axis)s,
    p_effective_at => %(effective_at)s,
    p_as_of => %(as_of)s,
    p_from_at => %(from_at)s,
    p_before_at => %(before_at)s,
    p_before_version => %(before_version)s,
    p_limit => %(limit)s,
    p_actor => %(actor)s
)""",
)


def get_statement(
    database: Database,
    account_id: str,
    query: StatementQuery,
    *,
    page: tuple[str | None, str | None, int],
    actor: Actor | None,
) -> list[StatementLine]:
    """Return lines of an account's statement, a page from before a moment and version."""
    return database.fetch_all(
        StatementLine,
        _GET_STATEMENT,
        {
            "account_id": account_id,
            "axis": query.axis,
            "effective_at": query.effective_at.isoformat() if query.effective_at else None,
            "as_of": query.as_of.isoformat() if query.as_of else None,
            "from_at": query.from_at.isoformat() if query.from_at else None,
            "before_at": page[0],
            "before_version": page[1],
            "limit": str(page[2]),
            "actor": row_of(actor),
        },
    )


_CLOSE_PERIOD = select(
    PeriodAct,
    """ledger.close_period(
    p_through_on => %(through_on)s, p_reason => %(reason)s, p_actor => %(actor)s
)""",
)


def close_period(database: Database, body: ClosePeriodBody, *, actor: Actor | None) -> PeriodAct:
    """Close the books through a day; return the act in force."""
    values = {"through_on": body.through_on, "reason": body.reason, "actor": row_of(actor)}
    return database.fetch_one(PeriodAct, _CLOSE_PERIOD, values)


_REOPEN_PERIOD = select(
    PeriodAct,
    """ledger.reopen_period(
    p_from_on => %(from_on)s, p_reason => %(reason)s, p_actor => %(actor)s
)""",
)


def reopen_period(database: Database, body: ReopenPeriodBody, *, actor: Actor | None) -> PeriodAct:
    """Open the books again from a day on; return the act."""
    values = {"from_on": body.from_on, "reason": body.reason, "actor": row_of(actor)}
    return database.fetch_one(PeriodAct, _REOPEN_PERIOD, values)


_LIST_PERIODS = select(
    PeriodAct,
    """ledger.list_periods(
    p_before_act => %(before)s, p_limit => %(limit)s, p_actor => %(actor)s
)""",
)


def list_periods(
    database: Database, *, before: str | None, limit: int, actor: Actor | None
) -> list[PeriodAct]:
    """Return acts of closing and reopening, newest first, from before one on."""
    values = {"before": before, "limit": str(limit), "actor": row_of(actor)}
    return database.fetch_all(PeriodAct, _LIST_PERIODS, values)
