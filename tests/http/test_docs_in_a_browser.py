"""Chromium opens the pages of /docs, on a phone and on a desk, by day and by night."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.http.browsing import chromium
from tests.support.serving import granian

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

    from tests.http.browsing import Browser
    from tests.support.databases import Database
    from webapp.config import Config

pytestmark = pytest.mark.system

_PHONE, _DESK = (390, 844), (1280, 900)
_KINDS = ("", "/guides/start", "/guides/errors", "/api/holds", "/errors", "/errors/LG201")
_WIDER = "document.documentElement.scrollWidth - innerWidth"
# WCAG 2.2: the contrast of each text that is seen with what it stands on.
_FAINT = """
(() => {
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = numbers(color).slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = getComputedStyle(one).backgroundColor;
      if ((numbers(color)[3] ?? 1) > 0) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const faint = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const element = text.parentElement;
    if (!text.data.trim() || !element.checkVisibility({checkVisibilityCSS: true})) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faint.add(`${text.data.trim().slice(0, 30)}: ${ratio.toFixed(2)}`);
  }
  return [...faint];
})()
"""
_PLACES = """
(() => {
  const place = (selector) => document.querySelector(selector).getBoundingClientRect();
  const [nav, text] = ["nav", "#post_transfer .prose"].map(place);
  const samples = place("#post_transfer .beside");
  return {
    nav: [nav.left, nav.width], text: [text.left, text.right, text.top],
    samples: [samples.left, samples.right, samples.top],
  };
})()
"""


@pytest.fixture
def docs(config: Config, database: Database, tmp_path: Path) -> Iterator[tuple[Browser, str]]:
    """Give a browser, and where the pages are."""
    with granian(config, database, ZEROSUM_LOG="off") as port, chromium(tmp_path) as browser:
        yield browser, f"http://127.0.0.1:{port}/docs"


def test_every_page_fits_a_phone(docs: tuple[Browser, str], app: Flask) -> None:
    """None is wider than the screen; and none was refused a part of itself."""
    browser, url = docs
    browser.resize(*_PHONE)
    addresses = [f"/{address}" for address in app.extensions["pages"].site.addresses()]
    kept = [one for one in addresses if not one.startswith("/errors/") or one in _KINDS]
    wide = {}
    for address in kept:
        browser.open(url + address.rstrip("/"))
        wider = browser.look(_WIDER)
        if wider > 0:
            wide[address] = wider
    assert wide == {}
    assert browser.told == []


@pytest.mark.parametrize("is_dark", [False, True])
def test_every_text_can_be_read(docs: tuple[Browser, str], *, is_dark: bool) -> None:
    """With a contrast of 4.5 at the least, on both screens."""
    browser, url = docs
    for size in (_PHONE, _DESK):
        browser.resize(*size, is_dark=is_dark)
        for address in _KINDS:
            browser.open(url + address)
            assert browser.look(_FAINT) == [], address
            assert browser.look(_WIDER) <= 0, address
    browser.look("document.body.style.color = 'gray'")
    assert browser.look(_FAINT) != []  # or nothing was looked at


def test_content_comes_first_on_a_phone(docs: tuple[Browser, str]) -> None:
    """The navigation waits behind a button, opens and goes away again."""
    browser, url = docs
    browser.resize(*_PHONE)
    browser.open(f"{url}/api/transfers")
    is_seen = "document.getElementById('navigation').checkVisibility()"
    assert browser.look("document.querySelector('h1').getBoundingClientRect().top") < 120
    assert not browser.look(is_seen)
    browser.look("document.querySelector('.menu').click()")
    browser.wait_for(is_seen)
    browser.look("document.querySelector('nav a[href=\"#post_transfers\"]').click()")
    browser.wait_for(f"!{is_seen}")


def test_three_columns_stand_on_a_desk(docs: tuple[Browser, str]) -> None:
    """Navigation, text, samples: beside each other, none over another."""
    browser, url = docs
    browser.resize(*_DESK)
    browser.open(f"{url}/api/transfers")
    places = browser.look(_PLACES)
    assert places["nav"][0] + places["nav"][1] <= places["text"][0]
    assert places["text"][1] <= places["samples"][0]
    assert places["samples"][1] <= _DESK[0]
    assert abs(places["text"][2] - places["samples"][2]) < 60


def test_the_language_is_remembered(docs: tuple[Browser, str]) -> None:
    """On other pages too; one language is seen at a time."""
    browser, url = docs
    browser.resize(*_DESK)
    browser.open(f"{url}/api/transfers")
    seen = (
        "[...document.querySelectorAll('#{} .samples pre')]"
        ".filter((one) => one.checkVisibility()).map((one) => one.className)"
    )
    assert browser.look(seen.format("post_transfer")) == ["curl"]
    browser.look("document.querySelector('button[data-language=python]').click()")
    assert browser.look(seen.format("post_transfer")) == ["python"]
    browser.open(f"{url}/api/holds")
    assert browser.look(seen.format("hold_funds")) == ["python"]


def test_the_keyboard_is_enough(docs: tuple[Browser, str]) -> None:
    """A slash, some letters, arrows and Enter lead to a page; Tab begins at the text."""
    browser, url = docs
    browser.resize(*_DESK)
    browser.open(url)
    browser.press("Tab")
    assert browser.look("document.activeElement.textContent") == "Skip to the text"
    browser.press("/", "/")
    assert browser.look("document.activeElement.id") == "search"
    browser.write("LG201")
    browser.wait_for("document.querySelectorAll('#found li').length > 0")
    browser.press("ArrowDown")
    browser.press("Enter", "\r")
    browser.wait_for("location.pathname == '/docs/errors/LG201'")
    reached = "document.activeElement.tagName"
    browser.wait_for("document.readyState == 'complete'")
    seen = set()
    for _ in range(80):
        browser.press("Tab")
        seen.add(browser.look(f"{reached} + ' ' + (document.activeElement.className || '')"))
    assert {"INPUT ", "BUTTON copy"} <= seen


def test_a_request_is_sent_from_the_page(docs: tuple[Browser, str]) -> None:
    """With what stands in its form; the answer is shown as text."""
    browser, url = docs
    browser.resize(*_DESK)
    browser.open(f"{url}/api/health")
    browser.look("document.querySelector('#get_health .try').open = true")
    browser.look("document.querySelector('#get_health form').requestSubmit()")
    shown = "document.querySelector('#get_health .output').textContent"
    browser.wait_for(f"{shown}.startsWith('200')")
    assert '"ok"' in browser.look(shown)
    assert browser.told == []
