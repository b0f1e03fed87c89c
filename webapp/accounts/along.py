"""The accounts that a page speaks of, brought along with it by one query."""

from collections.abc import Iterable

from webapp.accounts import calls as ledger
from webapp.accounts.rows import Account
from webapp.db import database
from webapp.shapes.actor import Actor
from webapp.shapes.filters import ExpandsAccounts, ExpandsEntries


def accounts_along(
    query: ExpandsAccounts | ExpandsEntries, account_ids: Iterable[str | None], actor: Actor
) -> list[Account] | None:
    """Return those of these accounts that the actor may see; None when nobody asked for them."""
    if query.expand != "accounts":
        return None
    wanted = sorted({str(one) for one in account_ids if one is not None})
    return ledger.get_accounts(database(), wanted, actor=actor)
