"""Which codes a stored function can raise or record: read from sql/, not typed by hand.

A function can say each code that stands in it as a string, and what the functions and views it
uses can say, and the triggers of the tables it writes. That is more than it ever says: what a
door can't meet, the door leaves out (webapp.http.openapi). It takes a tenth of a second, so it
is asked only for the document.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from migrations.code import SQL_ROOT

_CREATED = re.compile(r"CREATE OR REPLACE (?:FUNCTION|PROCEDURE|VIEW) (\w+\.\w+)")
_TRIGGER = re.compile(r"CREATE OR REPLACE TRIGGER .*?\bON (\w+\.\w+).*?EXECUTE FUNCTION (\w+\.\w+)")
_WRITTEN = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) (\w+\.\w+)")
_NAME = re.compile(r"\b(?:ledger\w*|reporting)\.\w+")
_CODE = re.compile(r"'(LG\d{3})'")
_COMMENT = re.compile(r"^COMMENT ON [^']* IS\s+'(?:[^']|'')*';", re.MULTILINE)
_REMARK = re.compile(r"--.*")
_REGISTRY = "ledger.errors"


class Walk:
    """The sources of the stored functions, and what leads where."""

    def __init__(self, sql_root: Path) -> None:
        """Read every file of sql/."""
        self._codes: dict[str, set[str]] = {}
        self._uses: dict[str, set[str]] = {}
        for path in sorted(sql_root.rglob("*.sql")):
            # What a file says about its object mentions others, and does not use them.
            text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
            self._read(_REMARK.sub("", text))

    def _read(self, text: str) -> None:
        for table, function in _TRIGGER.findall(text.replace("\n", " ")):
            self._uses.setdefault(f"write {table}", set()).add(function)
        # A file of triggers may hold several functions: each is what stands up to the next.
        starts = [(match.start(), match[1]) for match in _CREATED.finditer(text)]
        ends = [*(start for start, _ in starts[1:]), len(text)][: len(starts)]
        for (start, name), end in zip(starts, ends, strict=True):
            body = text[start:end]
            self._codes[name] = set(_CODE.findall(body))
            self._uses[name] = {
                *_NAME.findall(body),
                *(f"write {table}" for table in _WRITTEN.findall(body)),
            } - {name}

    def codes(self, functions: Iterable[str], *, without: Iterable[str] = ()) -> set[str]:
        """Return what functions can raise or record, leaving out what some others would."""
        reached = self.reached(functions, without=without)
        return set[str]().union(*(self._codes.get(name, ()) for name in reached))

    def reached(self, functions: Iterable[str], *, without: Iterable[str] = ()) -> set[str]:
        """Return functions with all that they use: functions, views, and ``write`` a table."""
        left_out = {_REGISTRY, *without}
        waiting = [*functions]
        found: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in found and name not in left_out:
                found.add(name)
                waiting += self._uses.get(name, ())
        return found

    def __contains__(self, name: str) -> bool:
        """Return whether there is such a function or view."""
        return name in self._codes


@cache
def walk(sql_root: Path = SQL_ROOT) -> Walk:
    """Return what is known of this tree."""
    return Walk(sql_root)
