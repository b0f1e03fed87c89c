"""The tree of categories, and what its accounts hold."""

from webapp.calling import stored
from webapp.categories.bodies import (
    CategoriesQuery,
    CategoryBalancesQuery,
    CategoryBody,
    CategoryMove,
)
from webapp.categories.rows import Category, CategoryBalance
from webapp.shapes.actor import Actor


@stored()
def create_category(body: CategoryBody, *, actor: Actor) -> Category:
    """Make a category, with those above it, and return it."""


@stored()
def move_category(body: CategoryMove, *, actor: Actor) -> Category:
    """Move a category with what lies below, and return it."""


@stored()
def list_categories(
    query: CategoriesQuery, *, after: str | None, is_ascending: bool, limit: int, actor: Actor
) -> list[Category]:
    """Return categories, parents before children, from after one on."""


@stored()
def list_category_balances(
    query: CategoryBalancesQuery,
    *,
    after_path: str | None,
    after_currency: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> list[CategoryBalance]:
    """Return the balances of categories, rolled up, from after one on."""
