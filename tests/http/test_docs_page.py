"""The pages for people: whole by themselves, harmless, with words for everything."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from tests.http.documented import operations_of
from tests.http.pages import Page
from webapp.http.pages.fields import Types
from webapp.http.pages.guides import NAMES
from webapp.http.pages.operations import shown_operations
from webapp.http.pages.site import Site
from webapp.problems.errors import PROBLEMS
from webapp.problems.refusals import Refusal

if TYPE_CHECKING:
    from typing import Any

    from flask import Flask
    from flask.testing import FlaskClient

_PARTS = {"/docs": "text/html", "/docs.js": "text/javascript", "/docs.css": "text/css"}
_LARGEST = 300_000


@pytest.fixture
def site(app: Flask) -> Site:
    """Return the pages."""
    pages: Site = app.extensions["pages"].site
    return pages


@pytest.fixture
def pages(site: Site, client: FlaskClient) -> dict[str, str]:
    """Return every page by its whole address, as it is sent."""
    addresses = [f"/docs/{address}".rstrip("/") for address in site.addresses()]
    answers = {address: client.get(address) for address in addresses}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert {answer.mimetype for answer in answers.values()} == {"text/html"}
    return {address: answer.get_data(as_text=True) for address, answer in answers.items()}


def test_there_is_a_page_for_everything(
    pages: dict[str, str], document: dict[str, Any], client: FlaskClient
) -> None:
    """Each guide, each noun with all of its operations, each code."""
    assert {f"/docs/guides/{name}" for name in NAMES} <= pages.keys()
    assert {f"/docs/errors/{code}" for code in PROBLEMS} <= pages.keys()
    for operation in operations_of(document):
        page = Page(pages[f"/docs/api/{operation['tags'][0]}"])
        assert operation["operationId"] in page.anchors
    assert client.get("/docs/errors/LG000").get_json()["code"] == "WEB301"
    assert client.get("/docs/guides/../api").status_code == 404


def dead_links(pages: dict[str, str]) -> list[str]:
    """Return the links of pages that lead nowhere, and the anchors that are there twice."""
    read = {address: Page(html) for address, html in pages.items()}
    dead = []
    for address, page in read.items():
        dead += [f"{address}: {one} twice" for one in page.anchors if page.anchors.count(one) > 1]
        for link in set(page.links) - {"/openapi.json"}:
            place, _, anchor = urljoin(address, link).partition("#")
            if place not in read or (anchor and anchor not in read[place].anchors):
                dead.append(f"{address}: {link}")
    return dead


def test_every_link_leads_somewhere(pages: dict[str, str]) -> None:
    """To a page, to an anchor of one, to the document; and each anchor is the only one."""
    assert dead_links(pages) == []


def test_a_dead_link_is_noticed() -> None:
    """A page, an anchor here and elsewhere, an anchor that is there twice."""
    page = '<p id="a"><a href="/b"></a><a href="#a"></a><a href="#c"></a><a href="/x#a"></a>'
    told = dead_links({"/x": page, "/y": '<p id="d"></p><p id="d"></p><a href="/x#d"></a>'})
    assert set(told) == {"/x: /b", "/x: #c", "/y: d twice", "/y: /x#d"}


def test_what_is_deprecated_is_marked(document: dict[str, Any]) -> None:
    """With a link to how something ends; nothing else is."""
    document["paths"]["/v1/transfers"]["post"]["deprecated"] = True
    site = Site(document)
    told = {noun: site.page(f"api/{noun}") or "" for noun in ("transfers", "holds")}
    assert [noun for noun, html in told.items() if "Deprecated:" in html] == ["transfers"]


def test_pages_load_nothing_from_elsewhere(pages: dict[str, str], client: FlaskClient) -> None:
    """Every part is our own, and script and style name no other server."""
    parts = {part for html in pages.values() for part in Page(html).parts}
    assert parts == {"/docs.css", "/docs.js"}
    for path, kind in _PARTS.items():
        response = client.get(path)
        assert (response.status_code, response.mimetype) == (200, kind)
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    for part in parts:
        text = client.get(part).get_data(as_text=True)
        assert not re.search(r"https?:|[\"'(]//|@import|url\(", text), part


def test_pages_run_their_own_script_and_no_other(
    pages: dict[str, str], client: FlaskClient
) -> None:
    """By their policy and by what they are: nothing inline, no markup from data."""
    for address, html in pages.items():
        assert not re.search(r"<script(?![^>]*src=)|<style|<[^>]*\s(?:on\w+|style)=", html), address
    policy = client.get("/docs/errors/LG201").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    script = client.get("/docs.js").get_data(as_text=True)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", script)


def test_pages_are_small_packed_and_kept(pages: dict[str, str], client: FlaskClient) -> None:
    """A page with its parts stays below the largest size, and costs nothing to whoever has it."""
    parts = sum(len(client.get(part).data) for part in ("/docs.css", "/docs.js"))
    largest = max(pages, key=lambda address: len(pages[address]))
    assert len(pages[largest].encode()) + parts < _LARGEST
    packed = client.get(largest, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data).decode() == pages[largest]
    again = client.get(largest, headers={"If-None-Match": packed.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_every_field_has_a_meaning(document: dict[str, Any]) -> None:
    """In requests and in answers, nested ones too."""
    operations = shown_operations(document)
    types = Types(document["components"]["schemas"])
    names = {name for one in operations for name in types.reached_from(one.models())}
    assert {"Account", "Transaction", "TransactionEntry"} <= names
    without = [
        *(
            f"{name}.{row.name}"
            for name in names
            for row in types.of_answer(name)
            if not row.meaning
        ),
        *(
            f"{one.name} {row.name}"
            for one in operations
            for _, rows in one.asked
            for row in rows
            if not row.meaning
        ),
        *(f"Problem.{row.name}" for row in types.of_answer("Problem") if not row.meaning),
    ]
    assert without == []


def test_meanings_are_those_of_the_columns(document: dict[str, Any]) -> None:
    """Not those of another type that has a field of the same name."""
    types = Types(document["components"]["schemas"])
    told = {row.name: row.meaning for row in types.of_answer("Transaction")}
    assert told["failure_code"] == (
        "Code from ledger.errors when the transaction was refused, else null."
    )
    (status,) = types.of_answer("Health")
    assert status.meaning == "The state it is in."


def test_the_type_of_each_problem_leads_to_its_page(pages: dict[str, str]) -> None:
    """Whatever address was asked, with what the code means and what to do."""
    for code in PROBLEMS:
        problem = Refusal(code).document("0f3c9a")
        html = pages[urljoin("/v1/transfers/batch", problem["type"])]
        assert f"<code>{code}</code> <code>{problem['name']}</code>" in html
        assert "Is it final?" in html
        assert ("What to do" in html) is (PROBLEMS[code].hint is not None)


def test_the_search_finds_everything_once(
    client: FlaskClient, pages: dict[str, str], document: dict[str, Any]
) -> None:
    """Guides, operations, types, fields and errors, each where it stands."""
    found = client.get("/docs/search.json").get_json()
    places = {(one["kind"], one["title"], one["url"]) for one in found}
    assert len(places) == len(found)
    assert {one["kind"] for one in found} == {"guide", "operation", "error", "type", "field"}
    assert {title for kind, title, _ in places if kind == "operation"} == {
        one["summary"] for one in operations_of(document)
    }
    anchors = {address: set(Page(html).anchors) for address, html in pages.items()}
    for _, _, url in places:
        place, _, anchor = url.partition("#")
        assert not anchor or anchor in anchors[place], url
