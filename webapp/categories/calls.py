"""The tree of categories, and what its accounts hold."""

from webapp.access.actor import Actor
from webapp.calling import row_of, select
from webapp.categories.bodies import CategoryMove
from webapp.categories.rows import Category, CategoryBalance
from webapp.db import Database

_CREATE = select(Category, "ledger.create_category(p_path => %(path)s, p_actor => %(actor)s)")


def create_category(database: Database, path: str, *, actor: Actor | None) -> Category:
    """Make a category, with those above it, and return it."""
    return database.fetch_one(Category, _CREATE, {"path": path, "actor": row_of(actor)})


_MOVE = select(
    Category,
    """ledger.move_category(
    p_path => %(path)s, p_new_path => %(new_path)s, p_actor => %(actor)s
)""",
)


def move_category(database: Database, move: CategoryMove, *, actor: Actor | None) -> Category:
    """Move a category with what lies below, and return it."""
    return database.fetch_one(Category, _MOVE, {**move.model_dump(), "actor": row_of(actor)})


_LIST = select(Category, "ledger.list_categories(p_under => %(under)s, p_actor => %(actor)s)")


def list_categories(
    database: Database, under: str | None, *, actor: Actor | None
) -> list[Category]:
    """Return the categories, parents before children."""
    return database.fetch_all(Category, _LIST, {"under": under, "actor": row_of(actor)})


_BALANCES = select(
    CategoryBalance,
    """ledger.list_category_balances(
    p_under => %(under)s, p_currency => %(currency)s, p_actor => %(actor)s
)""",
)


def list_category_balances(
    database: Database, under: str | None, currency: str | None, *, actor: Actor | None
) -> list[CategoryBalance]:
    """Return the balances of categories, rolled up."""
    return database.fetch_all(
        CategoryBalance,
        _BALANCES,
        {"under": under, "currency": currency, "actor": row_of(actor)},
    )
