"""Lists that are longer than an answer: walked page after page, as far as they are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Item = TypeVar("Item", covariant=True)  # noqa: PLC0105 - read only
Page = TypeVar("Page", covariant=True)  # noqa: PLC0105 - read only


class Pages(Generic[Item, Page]):
    """A list; nothing is asked for before it is walked, and each walk asks anew."""

    def __init__(self, read: Callable[[str | None], Any], cursor: str | None) -> None:
        """Begin at a cursor, or at the first page."""
        self._read = read
        self._cursor = cursor

    def __iter__(self) -> Iterator[Item]:
        """Walk the items of every page."""
        page: Any
        for page in self.pages():
            yield from page.items

    def pages(self) -> Iterator[Page]:
        """Walk the pages; `next_cursor` of one is where a later walk can go on."""
        cursor = self._cursor
        while True:
            page = self._read(cursor)
            yield page
            cursor = page.next_cursor
            if cursor is None:
                return
