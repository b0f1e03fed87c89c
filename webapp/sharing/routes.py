"""Accounts shared with other users: to see, to spend from, or to run."""

from uuid import UUID

from flask import Response

from webapp.db import database
from webapp.http.api import Routes
from webapp.http.serialize import reply
from webapp.shapes.actor import Actor
from webapp.sharing import calls as ledger
from webapp.sharing.bodies import DelegationBody, DelegationsQuery, RevocationBody
from webapp.sharing.rows import Delegation, DelegationList

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
    result=DelegationList,
    calls=(ledger.list_delegations,),
    operation_id="list_account_delegations",
)
def of_account(*, actor: Actor, account_id: UUID) -> Response:
    """List with whom an account is shared; for its owner."""
    return reply(DelegationList(ledger.list_delegations(database(), account_id, actor=actor)))


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
    result=DelegationList,
    calls=(ledger.list_delegations,),
)
def index(*, actor: Actor, query: DelegationsQuery) -> Response:
    """List the accounts that are shared with the caller.

    For staff those that are shared with a user, or the first 1,000 of all.
    """
    rows = ledger.list_delegations(database(), None, user_id=query.user_id, actor=actor)
    return reply(DelegationList(rows))
