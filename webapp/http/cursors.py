"""Opaque cursors: where a page ended, by key, so that inserts never shift the next one."""

import re
from datetime import UTC, date, datetime
from typing import NamedTuple

from webapp.http.cursor_text import read, written
from webapp.problems.refusals import Refusal

_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NUMBERS = {"user": 19, "number": 18, "position": 18}  # kinds that are numbered: digits at most
_SEEN = r"[0-9]{1,20}:[0-9]{1,20}:(?:[0-9]{1,20}(?:,[0-9]{1,20})*)?"
_LINE = re.compile(
    r"line:(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?\+00:00/[0-9]{1,18})", re.ASCII
)
_WORDS = re.compile(r"words:([^\0]{1,2000})")
_DELEGATION = re.compile(f"delegation:({_ID}\n[0-9]{{1,18}})", re.ASCII)
_DAY = re.compile(r"day:([0-9]{4}-[0-9]{2}-[0-9]{2})", re.ASCII)
_BETWEEN = "\n"


class Place(NamedTuple):
    """Where a page begins: after an id, and what could be seen when the page before was read."""

    kind: str
    after: str | None
    seen: str | None


def place_of(kind: str, cursor: str | None) -> Place:
    """Return where the page of a list of this kind begins. Raises Refusal WEB106."""
    text = read(re.compile(f"{kind}:({_pattern(kind)}(?:/{_SEEN})?)", re.ASCII), cursor)
    after, _, seen = (text or "").partition("/")
    return Place(kind, after or None, seen or None)


def after_id(kind: str, cursor: str | None) -> str | None:
    """Return the id of this kind a cursor stands for. Raises Refusal WEB106."""
    return read(re.compile(f"{kind}:({_pattern(kind)})", re.ASCII), cursor)


def id_cursor(kind: str, id_: str | int, seen: str | None = None) -> str:
    """Return the cursor for what comes after what has this id."""
    return written(f"{kind}:{id_}/{seen}" if seen else f"{kind}:{id_}")


def before_entry(cursor: str | None) -> tuple[str | None, str | None]:
    """Return the version of an entry, or the transaction of a credit that had none yet.

    Raises Refusal WEB106.
    """
    credit = _credit(cursor)
    return (None, credit) if credit else (after_id("position", cursor), None)


def before_line(cursor: str | None) -> tuple[str | None, str | None, str | None]:
    """Return the moment and version of a statement line, or the transaction of an open credit.

    Raises Refusal WEB106.
    """
    credit = _credit(cursor)
    if credit:
        return None, None, credit
    text = read(_LINE, cursor)
    if text is None:
        return None, None, None
    moment, _, version = text.partition("/")
    try:
        datetime.fromisoformat(moment)
    except ValueError:
        raise Refusal("WEB106") from None
    return moment, version, None


def after_words(cursor: str | None, count: int = 1) -> list[str | None]:
    """Return the words a cursor stands for, or as many times nothing. Raises Refusal WEB106."""
    return _several(_WORDS, cursor, count)


def after_delegation(cursor: str | None) -> list[str | None]:
    """Return the account and the user a cursor stands for. Raises Refusal WEB106."""
    return _several(_DELEGATION, cursor, 2)


def after_day(cursor: str | None) -> str | None:
    """Return the day a cursor stands for. Raises Refusal WEB106."""
    day = read(_DAY, cursor)
    if day is not None:
        try:
            date.fromisoformat(day)
        except ValueError:
            raise Refusal("WEB106") from None
    return day


def line_cursor(effective_at: datetime, version: int | None, transaction_id: str) -> str:
    """Return the cursor for what comes before a line of a statement."""
    if version is None:
        return id_cursor("credit", transaction_id)
    return written(f"line:{effective_at.astimezone(UTC).isoformat()}/{version}")


def entry_cursor(version: int | None, transaction_id: str) -> str:
    """Return the cursor for what comes before an entry, or a credit without a number."""
    return (
        id_cursor("credit", transaction_id) if version is None else id_cursor("position", version)
    )


def words_cursor(*words: str) -> str:
    """Return the cursor for what comes after these words."""
    return written(f"words:{_BETWEEN.join(words)}")


def delegation_cursor(account_id: str, user_id: int) -> str:
    """Return the cursor for what comes after a delegation."""
    return written(f"delegation:{account_id}{_BETWEEN}{user_id}")


def day_cursor(day: date) -> str:
    """Return the cursor for what comes after a day."""
    return written(f"day:{day.isoformat()}")


def _pattern(kind: str) -> str:
    return f"[0-9]{{1,{_NUMBERS[kind]}}}" if kind in _NUMBERS else _ID


def _several(kind: re.Pattern[str], cursor: str | None, count: int) -> list[str | None]:
    text = read(kind, cursor)
    if text is None:
        return [None] * count
    words = text.split(_BETWEEN)
    if len(words) != count:
        raise Refusal("WEB106")
    return [*words]


def _credit(cursor: str | None) -> str | None:
    try:
        return after_id("credit", cursor)
    except Refusal:
        return None
