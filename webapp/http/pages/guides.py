"""The guides: pages in Markdown, in the order in which they are read."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markdown_it import MarkdownIt

NAMES = (
    "start",
    "authentication",
    "idempotency",
    "paging",
    "errors",
    "holds",
    "refunds",
    "testing",
    "versioning",
)
_HEADINGS = {"h2", "h3"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a guide."""

    anchor: str
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide as its page shows it."""

    name: str
    title: str
    summary: str
    html: str
    headings: tuple[Heading, ...]

    @property
    def address(self) -> str:
        """Return where its page is."""
        return f"/docs/guides/{self.name}"


@cache
def guides() -> dict[str, Guide]:
    """Return every guide by its name."""
    return {name: _read(name) for name in NAMES}


def _read(name: str) -> Guide:
    text = files("webapp.http.pages").joinpath("guides", f"{name}.md").read_text(encoding="utf-8")
    title, summary, body = text.split("\n\n", 2)
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(body)
    headings = []
    for number, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag in _HEADINGS:
            words = tokens[number + 1].content.replace("`", "")
            token.attrSet("id", _anchor(words))
            below = next((one.content for one in tokens[number + 2 :] if one.type == "inline"), "")
            headings.append(Heading(_anchor(words), words, re.sub(r"[`*]|\]\(.*?\)|\[", "", below)))
    html = markdown.renderer.render(tokens, markdown.options, {})
    return Guide(
        name,
        title.removeprefix("# "),
        " ".join(summary.split()),
        html.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>"),
        tuple(headings),
    )


def _anchor(words: str) -> str:
    return re.sub(r"\W+", "-", words.lower()).strip("-")
