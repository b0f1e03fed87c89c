"""Sharing accounts."""

from uuid import UUID

from webapp.calling import stored
from webapp.shapes.actor import Actor
from webapp.sharing.bodies import DelegationBody, RevocationBody
from webapp.sharing.rows import Delegation


@stored()
def delegate_account(account_id: UUID, body: DelegationBody, *, actor: Actor) -> Delegation:
    """Share an account, and return what the user may do now."""


@stored()
def revoke_delegation(account_id: UUID, body: RevocationBody, *, actor: Actor) -> Delegation:
    """End a delegation, and return what it was."""


@stored()
def list_delegations(
    account_id: UUID | None, *, user_id: str | None = None, actor: Actor
) -> list[Delegation]:
    """Return those of an account, or those that a user was given, by default the acting one."""
