"""CONTRIBUTING and the architecture tell where things go: the tree agrees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.docs.blocks import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_NOUN = "categories"
_TABLE = "category"
_FILES = (
    "migrations/sqitch.plan",
    *(f"migrations/{step}/{_TABLE}.sql" for step in ("deploy", "revert", "verify")),
    *(f"sql/{_NOUN}/{name}" for name in ("code.sql", f"views/{_NOUN}.sql", "create_category.sql")),
    *("sql/code.sql", "sql/grants.sql"),
    *(f"webapp/{_NOUN}/{name}.py" for name in ("__init__", "rows", "bodies", "calls", "routes")),
    "webapp/application.py",
)
_NUMBERS = {15: "fifteen"}


def read(path: str) -> str:
    """Return a file of the tree."""
    return (ROOT / path).read_text(encoding="utf-8")


def folders(top: str) -> set[str]:
    """Return the folders right below one, by their paths."""
    places = (path for path in (ROOT / top).iterdir() if path.is_dir())
    return {f"{top}/{path.name}/" for path in places if not path.name.startswith("_")}


def unlisted(page: str, paths: set[str]) -> set[str]:
    """Return what has no row of its own in a table of the page."""
    return paths - set(re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE))


def importers(noun: str) -> set[str]:
    """Return the files of webapp/ outside a noun's folder that import from it."""

    def imports(path: Path) -> bool:
        return (
            re.search(rf"^\s*from webapp\.{noun}\b", path.read_text("utf-8"), re.MULTILINE)
            is not None
        )

    folder = ROOT / "webapp" / noun
    found = (p for p in (ROOT / "webapp").rglob("*.py") if folder not in p.parents and imports(p))
    return {path.relative_to(ROOT).as_posix() for path in found}


def test_a_noun_is_as_many_files_as_is_said() -> None:
    """Those of a noun that stands, each of them there and speaking of it."""
    for path in _FILES:
        named = {_NOUN, _TABLE} & set(re.findall(r"[a-z]+", f"{path} {read(path)}"))
        assert named, path
    heading = f"## Add a noun: {_NUMBERS[len(_FILES)]} files before tests\n"
    assert heading in read("CONTRIBUTING.md")


def test_one_place_of_webapp_lists_the_routes_of_a_noun() -> None:
    """No other file of webapp/ is touched."""
    assert importers(_NOUN) == {"webapp/application.py"}


@pytest.mark.parametrize("top", ["sql", "webapp"])
def test_the_architecture_has_a_line_for_each_folder(top: str) -> None:
    """A new folder is told of."""
    assert unlisted(read("docs/explanation/architecture.md"), folders(top)) == set()


def test_an_unlisted_folder_is_noticed() -> None:
    """As one would be that nobody told of."""
    assert unlisted("| `sql/holds/` | x |\n", {"sql/holds/", "sql/new/"}) == {"sql/new/"}
