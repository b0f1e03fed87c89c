"""Pages: rows that were asked for with one to spare, and the cursor of the next page."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Row = TypeVar("Row")


def cut(
    rows: Sequence[Row], limit: int, cursor: Callable[[Row], str]
) -> tuple[list[Row], str | None]:
    """Split rows asked for with one to spare into a page and the cursor of the next."""
    page = list(rows[:limit])
    return page, cursor(page[-1]) if len(rows) > limit else None


def cut_search(
    rows: Sequence[Row],
    limit: int,
    cursor: Callable[[Row], str],
    is_place: Callable[[Row], bool],
) -> tuple[list[Row], str | None]:
    """Split rows the same way, where the last one may only tell where a search stopped."""
    if not rows or not is_place(rows[-1]):
        return cut(rows, limit, cursor)
    page, following = cut(rows[:-1], limit, cursor)
    return page, following or cursor(rows[-1])
