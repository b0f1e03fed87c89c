"""All pages below /docs by their addresses, each written when it is first asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from webapp.http.pages.faults import Fault, faults_of
from webapp.http.pages.fields import Field, Types
from webapp.http.pages.guides import guides
from webapp.http.pages.operations import Shown, shown_operations
from webapp.http.pages.search import entries

Json = Mapping[str, Any]

SEARCH = "search.json"
_PROBLEM = "Problem"
_ABBREVIATIONS = {"Api": "API"}


class Site:
    """The pages that are made of one OpenAPI document."""

    def __init__(self, document: Json) -> None:
        """Take the document; nothing is written yet."""
        self._document = document
        self._types = Types(document["components"]["schemas"])
        self._environment = Environment(
            loader=PackageLoader("webapp.http.pages"),
            autoescape=select_autoescape(),
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._environment.filters.update(titled=titled, sentence=sentence)

    def page(self, address: str) -> str | None:
        """Return the page at an address below /docs; None when there is none."""
        write = self._pages.get(address)
        return write() if write else None

    def addresses(self) -> list[str]:
        """Return the address of every page."""
        return list(self._pages)

    def index(self) -> list[dict[str, str]]:
        """Return what can be searched for."""
        return entries(self._operations, self.faults.values(), self._types)

    @cached_property
    def faults(self) -> dict[str, Fault]:
        """Return every error."""
        return faults_of(self._operations)

    @cached_property
    def _operations(self) -> list[Shown]:
        return shown_operations(self._document)

    @cached_property
    def _nouns(self) -> dict[str, list[Shown]]:
        nouns: dict[str, list[Shown]] = {}
        for operation in self._operations:
            nouns.setdefault(operation.tag, []).append(operation)
        return nouns

    @cached_property
    def _about(self) -> dict[str, str]:
        return {tag["name"]: tag["description"] for tag in self._document["tags"]}

    @cached_property
    def _pages(self) -> dict[str, Callable[[], str]]:
        return dict(self._listed())

    def _listed(self) -> Iterator[tuple[str, Callable[[], str]]]:
        yield "", partial(self._written, "overview", "", title="Zerosum API")
        for guide in guides().values():
            at = f"guides/{guide.name}"
            yield at, partial(self._written, "guide", at, title=guide.title, guide=guide)
        for noun in self._nouns:
            yield f"api/{noun}", partial(self._noun, noun)
        yield "errors", self._errors
        for fault in self.faults.values():
            at = f"errors/{fault.code}"
            yield at, partial(self._written, "error", at, title=fault.title, fault=fault)

    def _noun(self, noun: str) -> str:
        operations = self._nouns[noun]
        names = [name for one in operations for name in one.models()]
        return self._written(
            "noun",
            f"api/{noun}",
            title=titled(noun),
            about=self._about[noun],
            operations=operations,
            objects=self._objects(names),
        )

    def _errors(self) -> str:
        objects = self._objects([_PROBLEM])
        bands: dict[str, list[Fault]] = {}
        for fault in self.faults.values():
            bands.setdefault(fault.band, []).append(fault)
        return self._written("errors", "errors", title="Errors", objects=objects, bands=bands)

    def _objects(self, names: Iterable[str]) -> list[tuple[str, str, list[Field]]]:
        """Return types and all that they are made of, each with its words and fields."""
        return [
            (name, self._types.named(name).get("description", ""), self._types.of_answer(name))
            for name in self._types.reached_from(names)
        ]

    def _written(self, template: str, at: str, **values: object) -> str:
        return self._environment.get_template(f"{template}.html").render(
            at=at,
            info=self._document["info"],
            guides=guides(),
            nouns=self._nouns,
            tags=self._about,
            faults=self.faults,
            **values,
        )


def titled(noun: str) -> str:
    """Return the name of a noun as a heading."""
    words = noun.replace("_", " ").capitalize().split()
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words)


def sentence(text: str) -> str:
    """Return words with a capital, unless they begin with a name."""
    first = text.partition(" ")[0]
    return text if "_" in first else text[:1].upper() + text[1:]
