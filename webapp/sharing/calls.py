"""Sharing accounts."""

from webapp.access.actor import Actor
from webapp.calling import row_of, select
from webapp.db import Database
from webapp.sharing.bodies import DelegationBody
from webapp.sharing.rows import Delegation

_DELEGATE_ACCOUNT = select(
    Delegation,
    """ledger.delegate_account(
    p_account_id => %(account_id)s,
    p_user_id => %(user_id)s,
    p_kind => %(kind)s,
    p_spend_limit => %(spend_limit)s,
    p_spend_period => %(spend_period)s,
    p_expires_at => %(expires_at)s,
    p_actor => %(actor)s
)""",
)


def delegate_account(
    database: Database, account_id: str, body: DelegationBody, *, actor: Actor
) -> Delegation:
    """Share an account, and return what the user may do now."""
    return database.fetch_one(
        Delegation,
        _DELEGATE_ACCOUNT,
        {
            "account_id": account_id,
            "user_id": body.user_id,
            "kind": body.kind,
            "spend_limit": body.spend_limit,
            "spend_period": body.spend_period,
            "expires_at": body.expires_at.isoformat() if body.expires_at else None,
            "actor": row_of(actor),
        },
    )


_REVOKE_DELEGATION = select(
    Delegation,
    """ledger.revoke_delegation(
    p_account_id => %(account_id)s, p_user_id => %(user_id)s, p_actor => %(actor)s
)""",
)


def revoke_delegation(
    database: Database, account_id: str, user_id: str, *, actor: Actor
) -> Delegation:
    """End a delegation, and return what it was."""
    parameters = {"account_id": account_id, "user_id": user_id, "actor": row_of(actor)}
    return database.fetch_one(Delegation, _REVOKE_DELEGATION, parameters)


_LIST_DELEGATIONS = select(
    Delegation,
    "ledger.list_delegations(p_account_id => %(account_id)s, p_actor => %(actor)s)",
)


def list_delegations(
    database: Database, account_id: str | None, *, actor: Actor
) -> list[Delegation]:
    """Return those of an account, or those the acting user was given."""
    parameters = {"account_id": account_id, "actor": row_of(actor)}
    return database.fetch_all(Delegation, _LIST_DELEGATIONS, parameters)
