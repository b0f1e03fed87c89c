"""Categories, and which part of the tree."""

from pydantic import Field

from webapp.shapes.base import Body, Query
from webapp.shapes.fields import CurrencyCode


class CategoryBody(Body):
    """A category."""

    path: str = Field(description="names with a slash between", examples=["assets/cash/vault"])


class CategoryMove(Body):
    """A category and its new place."""

    path: str = Field(description="the category", examples=["assets/cash"])
    new_path: str = Field(description="its new path", examples=["assets/liquid/cash"])


class CategoriesQuery(Query):
    """Which part of the tree."""

    under: str | None = Field(None, description="only this category and what lies below")


class CategoryBalancesQuery(CategoriesQuery):
    """Balances of which part of the tree, in which currency."""

    currency: CurrencyCode | None = None
