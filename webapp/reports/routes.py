"""Reports: what there was at the end of a day, and in months."""

from flask import Response

from webapp.db import database
from webapp.http.api import Routes
from webapp.http.cursors import after_id, id_cursor
from webapp.http.paging import cut
from webapp.http.serialize import reply
from webapp.reports import calls as ledger
from webapp.reports.bodies import BalancesOfDayQuery, DayQuery, MonthsQuery
from webapp.reports.rows import AccountBalancePage, MonthlyReport, TrialBalance
from webapp.shapes.actor import Actor

routes = Routes("reports")


@routes.route(
    "GET",
    "/v1/reports/trial-balance",
    query=DayQuery,
    result=TrialBalance,
    calls=(ledger.get_trial_balance,),
)
def trial_balance(*, actor: Actor, query: DayQuery) -> Response:
    """Show the trial balance at the end of a day; for auditors and operators.

    Debit and credit balances of a currency have equal totals.
    """
    return reply(TrialBalance(ledger.get_trial_balance(database(), query, actor=actor)))


@routes.route(
    "GET",
    "/v1/reports/balance-sheet",
    query=MonthsQuery,
    result=MonthlyReport,
    calls=(ledger.get_balance_sheet,),
)
def balance_sheet(*, actor: Actor, query: MonthsQuery) -> Response:
    """Show assets, liabilities and equity at the end of each month; for auditors and operators.

    The class result is income less expense; assets equal the sum of the other lines.
    """
    return reply(MonthlyReport(ledger.get_balance_sheet(database(), query, actor=actor)))


@routes.route(
    "GET",
    "/v1/reports/income-statement",
    query=MonthsQuery,
    result=MonthlyReport,
    calls=(ledger.get_income_statement,),
)
def income_statement(*, actor: Actor, query: MonthsQuery) -> Response:
    """Show what was earned and spent in each month; for auditors and operators."""
    return reply(MonthlyReport(ledger.get_income_statement(database(), query, actor=actor)))


@routes.route(
    "GET",
    "/v1/reports/account-balances",
    query=BalancesOfDayQuery,
    result=AccountBalancePage,
    calls=(ledger.list_account_balances,),
)
def account_balances(*, actor: Actor, query: BalancesOfDayQuery) -> Response:
    """List what accounts held at the end of a day; for auditors and operators.

    In the order of their ids, without those that were not open by then.
    """
    rows = ledger.list_account_balances(
        database(),
        query,
        after=after_id("account", query.cursor),
        is_ascending=query.is_ascending,
        limit=query.limit + 1,
        actor=actor,
    )
    items, cursor = cut(rows, query.limit, lambda row: id_cursor("account", row.account_id))
    return reply(AccountBalancePage(items, cursor))
