"""The files at the top say what is so: the release once, hooks that run what make lint runs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = re.compile(r"\$\(BIN\)/(ruff check|ruff format|mypy|sqlfluff lint)")
_ENTRY = re.compile(r"entry: \.venv/bin/(ruff check|ruff format|mypy|sqlfluff lint)")
_DATED = re.compile(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$", re.MULTILINE)


def read(name: str) -> str:
    """Return a file at the top."""
    return (_ROOT / name).read_text(encoding="utf-8")


def places_of(release: str) -> list[str]:
    """Return the files of the product, its build and its stack that spell a release out."""
    paths = [
        _ROOT / name for name in ("pyproject.toml", "Dockerfile", "docker-compose.yml", "Makefile")
    ]
    for folder in ("sql", "migrations", "webapp", "compose"):
        paths += [path for path in (_ROOT / folder).rglob("*") if path.suffix != ".pyc"]
    # A lock holds the releases of others.
    paths = [path for path in paths if path.name != "package-lock.json"]
    # Generated, and fresh by a test of its own: it holds what ledger.version() answers.
    paths.remove(_ROOT / "sql" / "guards.json")
    # The plan begins with the number of its own syntax.
    number = re.compile(rf"(?<![\d.])(?<!syntax-version=){re.escape(release)}(?![\d.])")
    return [
        path.relative_to(_ROOT).as_posix()
        for path in paths
        if path.is_file() and number.search(path.read_text(encoding="utf-8", errors="replace"))
    ]


def test_the_release_is_written_once_and_told_in_the_changelog() -> None:
    """In pyproject.toml; every other place derives it."""
    release = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert places_of(release) == ["pyproject.toml"]
    changelog = read("CHANGELOG.md")
    assert "\n## [Unreleased]\n" in changelog
    assert _DATED.findall(changelog)[0] == release


def test_the_hooks_run_what_make_lint_runs() -> None:
    """And nothing from elsewhere."""
    hooks = read(".pre-commit-config.yaml")
    assert set(_ENTRY.findall(hooks)) == set(_PROGRAM.findall(read("Makefile")))
    assert re.findall(r"repo: (.*)", hooks) == ["local"]


def test_the_package_tells_where_it_may_be_used() -> None:
    """Each Python that runs it, the licence whose text is here, and the README."""
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert project["license"] == "Apache-2.0"
    assert "Apache License" in read(project["license-files"][0])
    assert read(project["readme"]).startswith("# Zerosum\n")
    assert project["authors"]
    assert project["keywords"] == sorted(project["keywords"])
    assert project["classifiers"] == sorted(project["classifiers"], key=_by_number)


def _by_number(classifier: str) -> list[tuple[int, str]]:
    parts = re.split(r" :: |\.", classifier)
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts]
