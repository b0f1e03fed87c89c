"""Accounts shared with other users: to see, to spend from, or to run."""

from uuid import UUID

from flask import Response

from webapp.accounts import calls as accounts
from webapp.accounts.along import accounts_along
from webapp.db import database
from webapp.http.api import Routes
from webapp.http.cursors import after_delegation, delegation_cursor
from webapp.http.paging import cut_search
from webapp.http.serialize import reply
from webapp.shapes.actor import Actor
from webapp.sharing import calls as ledger
from webapp.sharing.bodies import (
    AccountDelegationsQuery,
    DelegationBody,
    DelegationsQuery,
    RevocationBody,
)
from webapp.sharing.rows import Delegation, DelegationPage

routes = Routes("delegations")


@routes.route(
    "POST",
    "/v1/accounts/<uuid:account_id>/delegations",
    body=DelegationBody,
    result=Delegation,
    calls=(ledger.delegate_account,),
)
def grant(*, actor: Actor, account_id: UUID, body: DelegationBody) -> Response:
    """Share an account with another customer, in place of what it was shared for before.

    A viewer sees it. A spender moves money out of it, up to spend_limit in each spend_period.
    An owner does all that the account's owner does, but for making others owner.
    """
    return reply(ledger.delegate_account(database(), account_id, body, actor=actor))


@routes.route(
    "GET",
    "/v1/accounts/<uuid:account_id>/delegations",
    query=AccountDelegationsQuery,
    result=DelegationPage,
    calls=(ledger.list_delegations,),
    operation_id="list_account_delegations",
)
def of_account(*, actor: Actor, account_id: UUID, query: AccountDelegationsQuery) -> Response:
    """List with whom an account is shared; for its owner."""
    whole = DelegationsQuery.model_construct(**{**dict(query), "account_id": account_id})
    items, cursor = _page(whole, actor)
    return reply(DelegationPage(items, cursor))


@routes.route(
    "POST",
    "/v1/accounts/<uuid:account_id>/delegations/revoke",
    body=RevocationBody,
    result=Delegation,
    calls=(ledger.revoke_delegation,),
)
def revoke(*, actor: Actor, account_id: UUID, body: RevocationBody) -> Response:
    """Share an account with a user no longer; also to give back what was lent to oneself."""
    return reply(ledger.revoke_delegation(database(), account_id, body, actor=actor))


@routes.route(
    "GET",
    "/v1/delegations",
    query=DelegationsQuery,
    result=DelegationPage,
    calls=(ledger.list_delegations, accounts.get_accounts),
)
def index(*, actor: Actor, query: DelegationsQuery) -> Response:
    """List the accounts that are shared with the caller.

    For staff those that are shared with a user, or all.
    """
    items, cursor = _page(query, actor)
    shared = [row.account_id for row in items]
    return reply(DelegationPage(items, cursor, accounts_along(query, shared, actor)))


def _page(query: DelegationsQuery, actor: Actor) -> tuple[list[Delegation], str | None]:
    after_account_id, after_user_id = after_delegation(query.cursor)
    rows = ledger.list_delegations(
        database(),
        query,
        after_account_id=after_account_id,
        after_user_id=after_user_id,
        is_ascending=query.is_ascending,
        limit=query.limit + 1,
        actor=actor,
    )
    return cut_search(
        rows,
        query.limit,
        lambda row: delegation_cursor(row.account_id, row.user_id),
        lambda row: not row.kind,
    )
