"""Reports of a day and of months."""

from webapp.calling import stored
from webapp.reports.bodies import BalancesOfDayQuery, DayQuery, MonthsQuery
from webapp.reports.rows import AccountBalance, MonthlyAmount, TrialBalanceLine
from webapp.shapes.actor import Actor


@stored()
def get_trial_balance(query: DayQuery, *, actor: Actor) -> list[TrialBalanceLine]:
    """Return the trial balance at the end of a day."""


@stored()
def get_balance_sheet(query: MonthsQuery, *, actor: Actor) -> list[MonthlyAmount]:
    """Return what there was at the end of each month."""


@stored()
def get_income_statement(query: MonthsQuery, *, actor: Actor) -> list[MonthlyAmount]:
    """Return what was earned and spent in each month."""


@stored()
def list_account_balances(
    query: BalancesOfDayQuery,
    *,
    after: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> list[AccountBalance]:
    """Return what accounts held at the end of a day, in the order of their ids, after one."""
