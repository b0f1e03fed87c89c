"""The files of the house: one purpose each, in their places, small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_SQL = _ROOT / "sql"
_SQL_COLUMNS, _PYTHON_LINES = 100, 250
_TABLES = {
    "tests/conventions/test_privileges.py",
    "tests/security/faults.py",
    "tests/security/guard_tamperings.py",
}
# About 150 lines: a story told by a test may be somewhat longer.
_SQL_LINES = {"sql": 155, "migrations": 155, "pgtap": 200, "docs": 155}

_INCLUDE = re.compile(r"^\\ir (\S+)$", re.MULTILINE)
_CREATES = re.compile(
    r"\bCREATE (?:OR REPLACE )?(?P<kind>FUNCTION|VIEW|PROCEDURE|AGGREGATE)\s+"
    r"(?P<schema>[a-z_]+)\.(?P<name>[a-z_0-9]+)"
)


def sql_files() -> list[Path]:
    """Return every SQL file of the product and its tests that is written by hand."""
    places = (_SQL, *(_ROOT / name for name in ("migrations", "pgtap", "docs")))
    found = {path for place in places for path in place.rglob("*.sql")}
    return sorted(found - {_ROOT / "migrations" / "tables.sql"})


def python_files() -> list[Path]:
    """Return every Python file that is written by hand."""
    places = ("webapp", "migrations", "tests", "pgtap")
    found = {path for place in places for path in (_ROOT / place).rglob("*.py")}
    return sorted(path for path in found if path.parent.name != "generated")


def inlined(index: Path) -> str:
    """Return a manifest with the indexes of its folders in their places."""
    lines = []
    for name in _INCLUDE.findall(index.read_text(encoding="utf-8")):
        place = (index.parent / name).relative_to(_SQL)
        if place.name == "code.sql":
            lines.append(inlined(_SQL / place))
        else:
            lines.append(f"\\ir {place.as_posix()}")
    return "\n".join(lines)


def faults_of_manifest(manifest: str, files: set[str]) -> list[str]:
    """Say which files a manifest leaves out, names twice, or names though they are not there."""
    named = _INCLUDE.findall(manifest)
    return [
        *(f"left out: {name}" for name in sorted(files - set(named))),
        *(f"not there: {name}" for name in sorted(set(named) - files)),
        *(f"twice: {name}" for name in sorted(set(named)) if named.count(name) > 1),
    ]


def faults_of_object_file(path: Path, text: str) -> list[str]:
    """Say where a file of one function or view is not what its name says."""
    found = [(match["kind"], match["schema"], match["name"]) for match in _CREATES.finditer(text)]
    # A body chosen at deploy time stands in a DO block, once for each choice.
    if len(found) != 1 and not (len(set(found)) == 1 and "\nDO $" in text):
        return [f"{path}: makes {len(found)} objects"]
    kind, schema, name = found[0]
    face = "reporting" if path.parts[0] == "reporting" else "ledger"
    door = (kind if kind == "PROCEDURE" else "FUNCTION", face, path.stem)
    expected = {
        "inner": (kind if kind == "VIEW" else "FUNCTION", "ledger_private", path.stem),
        "gateway": ("FUNCTION", "ledger_gateway", path.stem),
        "views": ("VIEW", face, path.stem),
    }.get(path.parent.name, door)
    return [] if found[0] == expected else [f"{path}: makes {kind} {schema}.{name}"]


def faults_of_text(text: str, columns: int) -> list[str]:
    """Say where a file breaks the rules of layout."""
    lines = text.split("\n")
    faults = [
        f"line {number} is {len(line)} columns wide"
        for number, line in enumerate(lines, 1)
        # A string, such as a comment that psql shows, is not broken for its length.
        if len(re.sub("'(?:[^']|'')*'?", "", line)) > columns
    ]
    faults += ["a tab"] * ("\t" in text) + ["a carriage return"] * ("\r" in text)
    faults += ["no newline at its end"] * (not text.endswith("\n"))
    faults += ["a blank line at its end"] * text.endswith("\n\n")
    faults += ["no first line that says what it is for"] * (not text.startswith("-- "))
    return faults


def lines_of_code(text: str) -> int:
    """Count lines, rows of a list left out: a table of data or comments is long by nature."""
    data = re.compile(r"\s+\('.*\)[,;]?$|\\ir |COMMENT ON COLUMN ")
    return sum(not data.match(line) for line in text.splitlines())


def test_the_manifest_lists_each_file_exactly_once() -> None:
    """All of sql/ but the manifest itself and what reverts use."""
    files = {path.relative_to(_SQL).as_posix() for path in _SQL.rglob("*.sql")}
    manifest = inlined(_SQL / "code.sql")
    indexes = {path.relative_to(_SQL).as_posix() for path in _SQL.rglob("code.sql")}
    assert faults_of_manifest(manifest, files - {"drop.sql"} - indexes) == []


def test_a_manifest_with_faults_is_noticed() -> None:
    """Left out, not there, twice."""
    manifest = "\\ir a.sql\n\\ir a.sql\n\\ir b.sql\n"
    assert faults_of_manifest(manifest, {"a.sql", "c.sql"}) == [
        "left out: c.sql",
        "not there: b.sql",
        "twice: a.sql",
    ]


def test_a_file_of_a_function_or_view_makes_that_and_nothing_else() -> None:
    """In the schema its folder stands for."""
    paths = [
        path
        for path in _SQL.glob("*/**/*.sql")
        if path.parent.name != "triggers" and path.name != "code.sql"
    ]
    texts = {path.relative_to(_SQL): path.read_text(encoding="utf-8") for path in paths}
    assert [
        fault for path, text in texts.items() for fault in faults_of_object_file(path, text)
    ] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("holds/a.sql", "CREATE OR REPLACE FUNCTION ledger.b()"),
        ("holds/a.sql", "CREATE FUNCTION ledger.a()\nCREATE FUNCTION ledger.a(p_a text)"),
        ("holds/inner/a.sql", "CREATE OR REPLACE FUNCTION ledger.a()"),
        ("holds/gateway/a.sql", "CREATE OR REPLACE FUNCTION ledger.a()"),
        ("holds/a.sql", "CREATE OR REPLACE FUNCTION ledger_gateway.a()"),
        ("reporting/views/a.sql", "CREATE OR REPLACE VIEW ledger.a AS"),
        ("holds/views/a.sql", "SELECT 1"),
    ],
)
def test_an_object_out_of_place_is_noticed(path: str, text: str) -> None:
    """Another name, two objects, another schema, none."""
    assert len(faults_of_object_file(Path(path), text)) == 1


@pytest.mark.parametrize("path", sql_files(), ids=lambda path: str(path.relative_to(_ROOT)))
def test_sql_is_laid_out_by_the_rules_and_short(path: Path) -> None:
    """Comments as one string may be as wide as they like."""
    text = path.read_text(encoding="utf-8")
    assert faults_of_text(text, _SQL_COLUMNS) == []
    # The manifest is as long as there are files.
    if path.name != "code.sql":
        assert lines_of_code(text) <= _SQL_LINES[path.relative_to(_ROOT).parts[0]]


def test_faults_of_layout_are_noticed() -> None:
    """One of each."""
    text = "SELECT\t1;\r\n" + "x" * 101 + "\n\n"
    assert len(faults_of_text(text, 100)) == 5
    assert faults_of_text("-- why\nSELECT 1;", 100) == ["no newline at its end"]


def test_python_files_are_short() -> None:
    """A file over its limit has two purposes."""
    long = {
        str(path.relative_to(_ROOT)): count
        for path in python_files()
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > _PYTHON_LINES
    }
    assert long.keys() <= _TABLES


def test_nothing_is_left_for_later() -> None:
    """No marks of unfinished work, and no test that is not run."""
    words = re.compile(
        "|".join(
            ("TO" + "DO", "FIX" + "ME", "mark" + r"\.skip", "x" + "fail", "Not" + "Implemented")
        )
    )
    # pgTAP's own directives are what the judge of TAP and its tests are about.
    excepted = {"tests/support/tap.py", "tests/support/test_tap.py"}
    found = [
        str(path.relative_to(_ROOT))
        for path in [*sql_files(), *python_files()]
        if words.search(path.read_text(encoding="utf-8"))
    ]
    assert set(found) <= excepted
