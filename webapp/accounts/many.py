"""Accounts by their codes: one found, many opened; and the open credits of one folded."""

from uuid import UUID

from flask import Response

from webapp.accounts import calls as ledger
from webapp.accounts.bodies import AccountsBody, FindAccountQuery
from webapp.accounts.etags import tagged
from webapp.accounts.rows import Account, OpenedAccounts
from webapp.cache.balances import nothing
from webapp.db import database
from webapp.http.api import Routes
from webapp.http.serialize import reply
from webapp.shapes.actor import Actor

routes = Routes("accounts_by_code")


@routes.route(
    "GET",
    "/v1/accounts/find",
    query=FindAccountQuery,
    result=Account,
    calls=(ledger.find_account,),
    tells=("ETag",),
)
def find(*, actor: Actor, query: FindAccountQuery) -> Response:
    """Find the account that has a code, or had it before it was renamed or merged.

    A customer finds its own account of that code first.
    """
    account = ledger.find_account(database(), query, actor=actor)
    return reply(account, headers=tagged(account))


@routes.route(
    "POST",
    "/v1/accounts/batch",
    body=AccountsBody,
    result=OpenedAccounts,
    touches=nothing,
    calls=(ledger.open_accounts,),
)
def open_many(*, actor: Actor, body: AccountsBody) -> Response:
    """Open up to 10,000 accounts in order, all or none; for operators.

    Each has a code; where an account has it already it is returned when owner, currency and class
    agree.
    """
    return reply(OpenedAccounts(ledger.open_accounts(database(), body.accounts, actor=actor)))


@routes.route(
    "POST",
    "/v1/accounts/<uuid:account_id>/fold",
    result=Account,
    touches=nothing,
    calls=(ledger.fold_account,),
    tells=("ETag",),
)
def fold(*, actor: Actor, account_id: UUID) -> Response:
    """Make entries of an account's open credits, which its balance counts already; for operators.

    For an account that accumulates. Every debit does so by itself; safe to repeat.
    """
    account = ledger.fold_account(database(), account_id, actor=actor)
    return reply(account, headers=tagged(account))
