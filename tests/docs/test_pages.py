"""The pages can be believed: what they tell to type can be typed, what they link to is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.docs.blocks import PAGES, ROOT, blocks_of, faults_of, name_of
from tests.docs.typing_along import Reader

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.commands import Commands

_README_LINES = 100
_LINK = re.compile(r"\]\((?!https?://|mailto:)([^)\s]+)\)")
_PATH = re.compile(r"`((?:sql|webapp|tests|pgtap|migrations|docs|compose)/[\w./*-]*\w[\w./-]*)`")


def anchors_of(text: str) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", title.replace("`", "")).strip().lower().replace(" ", "-")
        for title in titles
    }


def dead_links(page: Path, text: str) -> list[str]:
    """Return the links and paths of a page that lead nowhere."""
    found = []
    for target in _LINK.findall(text):
        place, _, anchor = target.partition("#")
        file = (page.parent / place).resolve() if place else page
        if not file.exists() or (
            anchor and anchor not in anchors_of(file.read_text(encoding="utf-8"))
        ):
            found.append(target)
    found += [
        path for path in _PATH.findall(text) if "*" not in path and not (ROOT / path).exists()
    ]
    return found


def test_there_are_pages() -> None:
    """At the top, and of each of the four kinds."""
    kinds = {name_of(page).split("/")[1] for page in PAGES if page.parent.parent.name == "docs"}
    assert kinds == {"tutorial", "how-to", "reference", "explanation"}


def test_the_readme_fits_two_screens() -> None:
    """What is longer stands in docs/."""
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= _README_LINES


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    """To a file, to a heading, to a path of this tree."""
    assert dead_links(page, page.read_text(encoding="utf-8")) == []


def test_every_page_is_reached_from_the_index() -> None:
    """docs/README.md lists them all."""
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    listed = {link.partition("#")[0] for link in _LINK.findall(index)}
    pages = {name_of(page).removeprefix("docs/") for page in PAGES if "docs/" in name_of(page)}
    assert pages - {"README.md"} <= listed


def test_a_dead_link_is_noticed() -> None:
    """A file, a heading, a path."""
    text = "[a](nowhere.md) [b](#nothing) `sql/nowhere.sql` [c](README.md) `sql/code.sql`"
    assert dead_links(ROOT / "README.md", text) == ["nowhere.md", "#nothing", "sql/nowhere.sql"]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_block_is_of_a_kind_that_is_held(page: Path) -> None:
    """Run here, compared here, or run by the test that the line above it names."""
    assert faults_of(name_of(page), blocks_of(page.read_text(encoding="utf-8"))) == []


def test_what_the_pages_tell_to_type_can_be_typed(commands: Commands) -> None:
    """Page by page against one running ledger, as a newcomer would; answers are as shown."""
    commands.up()
    # The account that the runbook speaks of.
    commands.psql("SELECT ledger.open_account('EUR', p_code => 'runbook:example')")
    faults: list[str] = []
    for page in PAGES:
        blocks = blocks_of(page.read_text(encoding="utf-8"))
        faults += Reader(commands).read(name_of(page), blocks)
    assert faults == []
    assert commands.psql("SELECT bool_and(ok) FROM ledger.verify()") == "t"


def test_a_wrong_block_is_noticed(commands: Commands) -> None:
    """A command that fails, an answer that is not given, a target that is not there."""
    commands.up()
    text = (
        "```sql\nSELECT 1/0;\n```\n```sql\nSELECT 1 AS one;\n```\n\n```text\n two\n```\n"
        "```sh\nmake nothing\n```\n```sh\nexit 3\n```\n"
        "```sql\nSELECT 1;\n```\n\n```text\nDETAIL:\n```\n"
        "```sh\ncurl -sS http://127.0.0.1:8080/v1/accounts\n```\n"
    )
    faults = Reader(commands).read("page", blocks_of(text))
    assert [fault.split(": ")[0] for fault in faults] == [
        *("page:1", "page:8", "page:11", "page:14", "page:17", "page:21", "page:24"),
    ]
    unheld = "```\nx\n```\n```ruby\nx\n```\n```python\nx\n```\n"
    assert len(faults_of("page", blocks_of(unheld))) == 3
