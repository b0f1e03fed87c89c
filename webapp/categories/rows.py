"""Categories of accounts, and what they hold."""

from dataclasses import dataclass
from datetime import datetime

from webapp.shapes.values import Amount, Id


@dataclass(frozen=True, slots=True)
class Category:
    """A category: a row of ledger.categories; a root has no parent and depth 1."""

    category_id: Id
    path: str
    name: str
    parent: str | None
    depth: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class CategoryPage:
    """Categories, parents before children; next_cursor is null on the last page."""

    items: list[Category]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class CategoryBalance:
    """Balances of a category in one currency, a row of ledger.category_balances.

    own_balance is of the accounts right in it; accounts and balance of all below as well.
    """

    path: str
    parent: str | None
    depth: int
    currency: str
    accounts: int
    own_balance: Amount
    balance: Amount


@dataclass(frozen=True, slots=True)
class CategoryBalancePage:
    """Balances of categories, parents before children; next_cursor is null on the last page."""

    items: list[CategoryBalance]
    next_cursor: str | None
