"""Pages below /docs as a reader finds them: what they link to, and the code that they show."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_CODE = "pre"


@dataclass(slots=True)
class Shown:
    """Code that a page shows: of which section, in which classes, and its text."""

    section: str
    classes: set[str]
    text: str = ""


@dataclass(slots=True)
class Page(HTMLParser):
    """What a page holds."""

    html: str
    links: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    code: list[Shown] = field(default_factory=list)
    _section: str = ""
    _is_code: bool = False

    def __post_init__(self) -> None:
        """Read it."""
        HTMLParser.__init__(self)
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what an element tells."""
        told = {name: value or "" for name, value in attrs}
        if "id" in told:
            self.anchors.append(told["id"])
        if tag == "section":
            self._section = told.get("id", "")
        if tag == "a":
            self.links.append(told["href"])
        elif "href" in told or "src" in told:
            self.parts.append(told.get("href") or told["src"])
        classes = set(told.get("class", "").split())
        if tag == _CODE and "output" not in classes:
            self._is_code = True
            self.code.append(Shown(self._section, classes))
        elif tag == "code" and self._is_code:
            self.code[-1].classes |= classes

    def handle_endtag(self, tag: str) -> None:
        """Leave code."""
        self._is_code = self._is_code and tag != _CODE

    def handle_data(self, data: str) -> None:
        """Take text of code."""
        if self._is_code:
            self.code[-1].text += data
