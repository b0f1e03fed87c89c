"""What moved by day."""

from uuid import UUID

from webapp.analytics.bodies import DaysQuery
from webapp.analytics.rows import DailyTotal
from webapp.calling import stored
from webapp.shapes.actor import Actor


@stored()
def list_daily_totals(
    account_id: UUID,
    query: DaysQuery,
    *,
    after: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> list[DailyTotal]:
    """Return the days on which something moved on an account."""
