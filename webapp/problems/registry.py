"""The ledger's registry of errors, read from the source of its view: no database is needed."""

import re
from pathlib import Path
from typing import NamedTuple

from migrations.code import SQL_ROOT
from migrations.plan import PlanError

_FILE = Path("errors") / "views" / "errors.sql"
_TEXT = r"'((?:[^']|'')*)'"
_ROW = re.compile(
    rf"\('(LG\d{{3}})', {_TEXT}, {_TEXT}, (true|false), {_TEXT}, (?:NULL|{_TEXT})\),?"
)


class Registered(NamedTuple):
    """A row of ledger.errors."""

    code: str
    name: str
    meaning: str
    retryable: bool
    hint: str
    http_hint: str | None


def registered(sql_root: Path = SQL_ROOT) -> list[Registered]:
    """Return the registry in its order.

    Raises ValueError for a row that can't be read, PlanError where there is no registry.
    """
    try:
        text = (sql_root / _FILE).read_text(encoding="utf-8")
    except OSError as error:
        raise PlanError(f"cannot read {sql_root / _FILE}: {error.strerror}") from error
    rows = [line.strip() for line in text.splitlines() if line.startswith("    (")]
    return [_read(row) for row in rows]


def _read(row: str) -> Registered:
    match = _ROW.match(row)
    if match is None:
        raise ValueError(f"{_FILE}: not a row of the registry: {row}")
    code, name, meaning, retryable, hint, http_hint = match.groups()
    return Registered(
        code,
        name,
        _unquoted(meaning),
        retryable == "true",
        _unquoted(hint),
        None if http_hint is None else _unquoted(http_hint),
    )


def _unquoted(text: str) -> str:
    return text.replace("''", "'")
