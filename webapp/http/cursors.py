"""Opaque cursors: where a page ended, by key, so that inserts never shift the next one."""

import re
from datetime import UTC, date, datetime

from webapp.http.cursor_text import read, written
from webapp.problems.refusals import Refusal

_ID = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_ACCOUNT = re.compile(f"account:{_ID}", re.ASCII)
_HOLD = re.compile(f"hold:{_ID}", re.ASCII)
_GROUP = re.compile(f"group:{_ID}", re.ASCII)
_SESSION = re.compile(f"session:{_ID}", re.ASCII)
_USER = re.compile(r"user:([0-9]{1,19})", re.ASCII)
_TRANSACTION = re.compile(f"transaction:{_ID}", re.ASCII)
_NUMBER = re.compile(r"number:([0-9]{1,18})", re.ASCII)
_LINE = re.compile(
    r"line:(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?\+00:00/[0-9]{1,18})", re.ASCII
)
_CREDIT = re.compile(f"credit:{_ID}", re.ASCII)
_POSITION = re.compile(r"position:([0-9]{1,18})", re.ASCII)
_KEY = re.compile(f"key:{_ID}", re.ASCII)
_LIMIT = re.compile(f"limit:{_ID}", re.ASCII)
_WORDS = re.compile(r"words:([^\0]{1,2000})")
_DELEGATION = re.compile(f"delegation:({_ID[1:-1]}\n[0-9]{{1,18}})", re.ASCII)
_DAY = re.compile(r"day:([0-9]{4}-[0-9]{2}-[0-9]{2})", re.ASCII)
_BETWEEN = "\n"


def after_id(kind: str, cursor: str | None) -> str | None:
    """Return the id of this kind a cursor stands for. Raises Refusal WEB106."""
    return read(re.compile(f"{kind}:{_ID}", re.ASCII), cursor)


def id_cursor(kind: str, id_: str) -> str:
    """Return the cursor for what comes after what has this id."""
    return written(f"{kind}:{id_}")


def after_account(cursor: str | None) -> str | None:
    """Return the account id a cursor stands for. Raises Refusal WEB106 for any other text."""
    return read(_ACCOUNT, cursor)


def after_hold(cursor: str | None) -> str | None:
    """Return the hold id a cursor stands for. Raises Refusal WEB106."""
    return read(_HOLD, cursor)


def after_group(cursor: str | None) -> str | None:
    """Return the group id a cursor stands for. Raises Refusal WEB106."""
    return read(_GROUP, cursor)


def after_user(cursor: str | None) -> str | None:
    """Return the user id a cursor stands for. Raises Refusal WEB106."""
    return read(_USER, cursor)


def before_session(cursor: str | None) -> str | None:
    """Return the session id a cursor stands for. Raises Refusal WEB106."""
    return read(_SESSION, cursor)


def after_transaction(cursor: str | None) -> str | None:
    """Return the transaction id a cursor stands for. Raises Refusal WEB106."""
    return read(_TRANSACTION, cursor)


def after_number(cursor: str | None) -> str | None:
    """Return the number of a step a cursor stands for. Raises Refusal WEB106."""
    return read(_NUMBER, cursor)


def before_position(cursor: str | None) -> str | None:
    """Return the version or position a cursor stands for. Raises Refusal WEB106."""
    return read(_POSITION, cursor)


def before_entry(cursor: str | None) -> tuple[str | None, str | None]:
    """Return the version of an entry, or the transaction of a credit that had none yet.

    Raises Refusal WEB106.
    """
    credit = _credit(cursor)
    return (None, credit) if credit else (read(_POSITION, cursor), None)


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


def after_key(cursor: str | None) -> str | None:
    """Return the API key id a cursor stands for. Raises Refusal WEB106."""
    return read(_KEY, cursor)


def after_limit(cursor: str | None) -> str | None:
    """Return the limit id a cursor stands for. Raises Refusal WEB106."""
    return read(_LIMIT, cursor)


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


def account_cursor(account_id: str) -> str:
    """Return the cursor for what comes after an account."""
    return written(f"account:{account_id}")


def hold_cursor(hold_id: str) -> str:
    """Return the cursor for what comes after a hold."""
    return written(f"hold:{hold_id}")


def group_cursor(group_id: str) -> str:
    """Return the cursor for what comes after a group."""
    return written(f"group:{group_id}")


def user_cursor(user_id: int) -> str:
    """Return the cursor for what comes after a user."""
    return written(f"user:{user_id}")


def session_cursor(session_id: str) -> str:
    """Return the cursor for what comes before a session."""
    return written(f"session:{session_id}")


def transaction_cursor(transaction_id: str) -> str:
    """Return the cursor for what comes after a transaction."""
    return written(f"transaction:{transaction_id}")


def number_cursor(number: int) -> str:
    """Return the cursor for what comes after a step."""
    return written(f"number:{number}")


def line_cursor(effective_at: datetime, version: int | None, transaction_id: str) -> str:
    """Return the cursor for what comes before a line of a statement."""
    if version is None:
        return written(f"credit:{transaction_id}")
    return written(f"line:{effective_at.astimezone(UTC).isoformat()}/{version}")


def position_cursor(position: int) -> str:
    """Return the cursor for what comes before a version or position."""
    return written(f"position:{position}")


def entry_cursor(version: int | None, transaction_id: str) -> str:
    """Return the cursor for what comes before an entry, or a credit without a number."""
    return written(f"credit:{transaction_id}") if version is None else position_cursor(version)


def key_cursor(api_key_id: str) -> str:
    """Return the cursor for what comes after an API key."""
    return written(f"key:{api_key_id}")


def limit_cursor(limit_id: str) -> str:
    """Return the cursor for what comes after a limit."""
    return written(f"limit:{limit_id}")


def words_cursor(*words: str) -> str:
    """Return the cursor for what comes after these words."""
    return written(f"words:{_BETWEEN.join(words)}")


def delegation_cursor(account_id: str, user_id: int) -> str:
    """Return the cursor for what comes after a delegation."""
    return written(f"delegation:{account_id}{_BETWEEN}{user_id}")


def day_cursor(day: date) -> str:
    """Return the cursor for what comes after a day."""
    return written(f"day:{day.isoformat()}")


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
        return read(_CREDIT, cursor)
    except Refusal:
        return None
