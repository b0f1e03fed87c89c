"""Pages: rows that were asked for with one to spare, and the cursor of the next page."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from webapp.calling import Seen
from webapp.http.cursors import id_cursor, place_of
from webapp.replicas.placing import is_exact, of_primary
from webapp.shapes.filters import Sorted

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


def page_made(
    kind: str,
    query: Sorted,
    listing: Callable[..., Seen[Row]],
    id_of: Callable[[Row], str | int],
    is_place: Callable[[Row], bool] = lambda _: False,
) -> tuple[list[Row], str | None]:
    """Read a page in the order of ids, where what was committed late has a lower id.

    `listing` is asked for `after`, `seen`, `is_ascending` and `limit`. The first of its rows may
    lie before the place where the page begins. Once they are all shown the list goes on from that
    place; while there are more of them, from the last one.
    """
    place = place_of(kind, query.cursor)
    ask = partial(
        listing,
        after=place.after,
        seen=place.seen,
        is_ascending=query.is_ascending,
        limit=query.limit + 1,
    )
    listed = ask()
    _, following = cut_search(listed.rows, query.limit, lambda _: "more", is_place)
    if following and query.is_ascending and not is_exact(listed.seen):
        listed = of_primary(ask, "snapshot")
    rows, limit = listed.rows, query.limit

    def cursor(row: Row) -> str:
        id_ = str(id_of(row))
        if place.after is not None and query.is_ascending and _comes_before(id_, place.after):
            following = str(id_of(rows[limit])) if len(rows) > limit else place.after
            if not _comes_before(following, place.after):
                id_ = place.after
        return id_cursor(place.kind, id_, listed.seen if query.is_ascending else None)

    return cut_search(rows, limit, cursor, is_place)


def _comes_before(one: str, other: str) -> bool:
    """Return which comes first, of two ids or two numbers."""
    return (len(one), one) < (len(other), other)
