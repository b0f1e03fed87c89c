"""Sharing accounts."""

from uuid import UUID

from webapp.calling import stored
from webapp.shapes.actor import Actor
from webapp.sharing.bodies import DelegationBody, DelegationsQuery, RevocationBody
from webapp.sharing.rows import Delegation


@stored()
def delegate_account(account_id: UUID, body: DelegationBody, *, actor: Actor) -> Delegation:
    """Share an account, and return what the user may do now."""


@stored()
def revoke_delegation(account_id: UUID, body: RevocationBody, *, actor: Actor) -> Delegation:
    """End a delegation, and return what it was."""


@stored()
def list_delegations(
    query: DelegationsQuery,
    *,
    after_account_id: str | None,
    after_user_id: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> list[Delegation]:
    """Return those of an account, or those that a user was given, by default the acting one.

    A last row whose kind is None says that the search stopped there and found no more.
    """
