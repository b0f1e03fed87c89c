"""The life of an account after it is opened: changed, suspended, closed, merged."""

from uuid import UUID

from flask import Response

from webapp.accounts import calls as ledger
from webapp.accounts.bodies import AccountChanges, CloseBody, MergeBody, StatusBody
from webapp.accounts.etags import tagged
from webapp.accounts.rows import Account
from webapp.cache.balances import nothing
from webapp.db import database
from webapp.http.api import Key, Routes
from webapp.http.serialize import reply, reply_done
from webapp.shapes.actor import Actor

routes = Routes("account_life")


@routes.route(
    "PATCH",
    "/v1/accounts/<uuid:account_id>",
    body=AccountChanges,
    result=Account,
    takes_if_match=True,
    touches=nothing,
    calls=(ledger.update_account,),
    tells=("ETag",),
)
def change(
    *, actor: Actor, account_id: UUID, body: AccountChanges, revisions: str | None
) -> Response:
    """Change an account's code, name, category, metadata, floor or ceiling.

    All that is given or nothing; for operators.
    """
    account = ledger.update_account(database(), account_id, body, revisions=revisions, actor=actor)
    return reply(account, headers=tagged(account))


@routes.route(
    "PUT",
    "/v1/accounts/<uuid:account_id>/status",
    body=StatusBody,
    result=Account,
    takes_if_match=True,
    calls=(ledger.set_account_status,),
    tells=("ETag",),
)
def set_status(
    *, actor: Actor, account_id: UUID, body: StatusBody, revisions: str | None
) -> Response:
    """Suspend, reactivate or close an account.

    A suspended account pays nothing; it is still paid when allow_credits says so. For operators.
    """
    account = ledger.set_account_status(
        database(), account_id, body, revisions=revisions, actor=actor
    )
    return reply(account, headers=tagged(account))


@routes.route(
    "POST",
    "/v1/accounts/<uuid:account_id>/close",
    body=CloseBody,
    key=Key.REFUSES_WITHOUT,
    result=Account,
    calls=(ledger.close_account,),
)
def close(*, actor: Actor, account_id: UUID, key: str, body: CloseBody) -> Response:
    """Close an account, its remainder swept to another.

    Both happen or neither; for operators.
    """
    done = ledger.close_account(database(), account_id, body, idempotency_key=key, actor=actor)
    return reply_done(done.made, is_replay=done.is_replay)


@routes.route(
    "POST",
    "/v1/accounts/<uuid:account_id>/merge",
    body=MergeBody,
    key=Key.REFUSES_WITHOUT,
    result=Account,
    calls=(ledger.merge_accounts,),
)
def merge(*, actor: Actor, account_id: UUID, key: str, body: MergeBody) -> Response:
    """Merge an account into another of the same owner, currency and class.

    The balance moves, the codes lead to the other from then on, and this account is closed.
    The answer is the other account. For operators.
    """
    done = ledger.merge_accounts(database(), account_id, body, idempotency_key=key, actor=actor)
    return reply_done(done.made, is_replay=done.is_replay)
