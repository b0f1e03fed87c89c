"""Find the rows of a batch that made its whole statement fail."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import psycopg

Item = TypeVar("Item")
Answer = TypeVar("Answer")

# What a row of the file can cause: bad data, a constraint, a limit of size, a rule, a statement too
# slow for its
# timeout. Everything else (rights, disk, a broken invariant) would meet every row alike and must
# stop the import.
_CAUSED_BY_A_ROW = re.compile(r"22...|23...|54...|57014|LG[0-3]..")
_NEVER = frozenset({"LG206"})


def is_caused_by_a_row(error: psycopg.Error) -> bool:
    """Tell whether leaving out a row could make the same statement succeed."""
    state = error.sqlstate or ""
    return state not in _NEVER and _CAUSED_BY_A_ROW.fullmatch(state) is not None


def divide(
    items: Sequence[Item], call: Callable[[Sequence[Item]], list[Answer]]
) -> Iterator[tuple[Item, Answer | psycopg.Error]]:
    """Give each item with its answer, or with the error that it alone causes, in order.

    The statement is tried whole; when a row makes it fail, its halves are tried, so that one bad
    row costs a few statements and not the batch. Raises every psycopg.Error that no row causes.
    """
    if not items:
        return
    try:
        answers = call(items)
    except psycopg.Error as error:
        if not is_caused_by_a_row(error):
            raise
        if len(items) == 1:
            yield items[0], error
            return
        middle = len(items) // 2
        yield from divide(items[:middle], call)
        yield from divide(items[middle:], call)
    else:
        yield from zip(items, answers, strict=True)
