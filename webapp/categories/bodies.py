"""Categories, and which part of the tree."""

from pydantic import Field

from webapp.shapes.base import Body
from webapp.shapes.choices import PathOrder
from webapp.shapes.filters import OfCurrency, OfTime, Sorted, WithText


class CategoryBody(Body):
    """A category."""

    path: str = Field(description="names with a slash between", examples=["assets/cash/vault"])


class CategoryMove(Body):
    """A category and its new place."""

    path: str = Field(description="the category", examples=["assets/cash"])
    new_path: str = Field(description="its new path", examples=["assets/liquid/cash"])


class _ByPath(Sorted):
    """A part of the tree, parents before children."""

    sort: PathOrder = Field("path", exclude=True)
    under: str | None = Field(None, description="only this category and what lies below")


class CategoriesQuery(_ByPath, OfTime, WithText):
    """Which part of the tree; texts are looked for in names."""


class CategoryBalancesQuery(_ByPath, OfCurrency):
    """Balances of which part of the tree, in which currency."""
