"""Opening accounts, reading them, changing them, and closing them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from webapp.accounts.bodies import (
    AccountBody,
    AccountChanges,
    AccountItem,
    AccountsQuery,
    CloseBody,
    EntriesQuery,
    FindAccountQuery,
    MergeBody,
    StatusBody,
)
from webapp.accounts.rows import Account, AuditLog, Entry
from webapp.cache.rows import Balance
from webapp.calling import Done, Records, Seen, stored
from webapp.shapes.actor import Actor


@stored()
def open_account(body: AccountBody, *, idempotency_key: str | None, actor: Actor) -> Done[Account]:
    """Open an account and return it."""


@stored()
def open_accounts(
    accounts: Annotated[Sequence[AccountItem], Records("ledger.account_request")],
    *,
    actor: Actor,
) -> list[Account]:
    """Open accounts and return them in order; one whose code is open comes back as it is."""


@stored()
def find_account(query: FindAccountQuery, *, actor: Actor) -> Account:
    """Return the account that has a code."""


@stored()
def fold_account(account_id: UUID, *, actor: Actor) -> Account:
    """Fold an account's open credits and return the account."""


@stored()
def get_account(account_id: UUID, *, actor: Actor) -> Account:
    """Return an account."""


@stored()
def list_accounts(
    query: AccountsQuery,
    *,
    after: str | None,
    seen: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> Seen[Account]:
    """Return accounts in the order of their ids, from after one on.

    A last row whose currency is None says that the search stopped there and found no more.
    """


@stored()
def get_balance(
    account_id: UUID,
    *,
    as_of: datetime | None = None,
    effective_at: datetime | None = None,
    actor: Actor,
) -> Balance:
    """Return an account's balance, now or as of a time of booking and a time of effect."""


@stored()
def list_entries(
    account_id: UUID,
    query: EntriesQuery,
    *,
    before_version: str | None,
    before_transaction_id: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> list[Entry]:
    """Return an account's entries from where a page ended on.

    A last row whose currency is None says that the search stopped there and found no more.
    """


@stored()
def list_audit_logs(
    account_id: UUID,
    *,
    before_position: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> list[AuditLog]:
    """Return an account's audit rows, from where a page ended on."""


@stored()
def get_accounts(account_ids: list[str], *, actor: Actor) -> list[Account]:
    """Return those of these accounts that the actor may see."""


@stored(guarded=True)
def update_account(
    account_id: UUID, body: AccountChanges, *, revisions: str | None, actor: Actor
) -> Account:
    """Change what is given and return the account."""


@stored(guarded=True)
def set_account_status(
    account_id: UUID, body: StatusBody, *, revisions: str | None, actor: Actor
) -> Account:
    """Set an account's status and return the account."""


@stored()
def close_account(
    account_id: UUID, body: CloseBody, *, idempotency_key: str, actor: Actor
) -> Done[Account]:
    """Sweep an account, close it and return it."""


@stored()
def merge_accounts(
    from_account_id: UUID, body: MergeBody, *, idempotency_key: str, actor: Actor
) -> Done[Account]:
    """Merge an account into another and return that one."""
