"""What the fields of answers mean: the words that stand beside the columns they come from.

An answer shows a view or a type of the database, and each column of those has a comment in sql/
or in a change of migrations/. Which one an answer shows is told by its fields.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from migrations.code import SQL_ROOT
from webapp.http.pages.words import OF_HTTP

_COMMENT = re.compile(
    r"^COMMENT ON COLUMN (?P<relation>(?:ledger|ledger_gateway|reporting)\.\w+)\.(?P<column>\w+)"
    r"\s+IS\s+'(?P<text>(?:[^']|'')*)'",
    re.MULTILINE,
)
# How many columns of a view, or all fields of a small answer, show that it is that view's.
_ALIKE, _LEAST = 3, 2


class Meanings:
    """The comments of columns, by the view or type they belong to."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Read the sources; what stands later takes the place of what stood before."""
        self._by_relation: dict[str, dict[str, str]] = defaultdict(dict)
        for text in texts:
            for found in _COMMENT.finditer(text):
                words = found["text"].replace("''", "'").replace("NULL", "null")
                self._by_relation[found["relation"]][found["column"]] = words

    def of(self, model: str, fields: Iterable[str]) -> dict[str, str]:
        """Return the meaning of each field of a type of answers, of those that have one."""
        names = set(fields)
        shown = self._shown_by(names)
        found = {
            name: shown.get(name) or OF_HTTP.get(f"{model}.{name}") or OF_HTTP.get(name, "")
            for name in names
        }
        return {name: words for name, words in found.items() if words}

    def _shown_by(self, names: set[str]) -> Mapping[str, str]:
        """Return the comments of the view or type that has most of these as columns."""
        likest = max(
            self._by_relation,
            key=lambda name: (
                len(self._by_relation[name].keys() & names),
                name.startswith("ledger."),
                -len(self._by_relation[name]),
            ),
        )
        common = len(self._by_relation[likest].keys() & names)
        is_like = common > len(names) // 2 and common >= min(_ALIKE, max(len(names), _LEAST))
        return self._by_relation[likest] if is_like else {}


@cache
def meanings(sql_root: Path = SQL_ROOT) -> Meanings:
    """Return what the sources of this installation say."""
    changes = sorted((sql_root.parent / "migrations" / "deploy").glob("*.sql"))
    paths = [*changes, *sorted(sql_root.rglob("*.sql"))]
    return Meanings(path.read_text(encoding="utf-8") for path in paths)
