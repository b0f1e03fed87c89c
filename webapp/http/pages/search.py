"""What the search field looks through: guides, operations, types, fields and errors."""

from collections.abc import Iterable, Iterator

from webapp.http.pages.faults import Fault
from webapp.http.pages.fields import Types
from webapp.http.pages.guides import guides
from webapp.http.pages.operations import Shown


def entries(
    operations: Iterable[Shown], faults: Iterable[Fault], types: Types
) -> list[dict[str, str]]:
    """Return what is found, where it leads to, and a line about it; each place once."""
    shown = list(operations)
    found = [*_of_guides(), *_of_operations(shown), *_of_faults(faults), *_of_types(shown, types)]
    return list({(entry["kind"], entry["title"], entry["url"]): entry for entry in found}.values())


def _of_guides() -> Iterator[dict[str, str]]:
    for guide in guides().values():
        yield _entry("guide", guide.title, guide.address, guide.summary)
        for heading in guide.headings:
            url = f"{guide.address}#{heading.anchor}"
            yield _entry("guide", heading.text, url, f"{guide.title}: {heading.words}")


def _of_operations(operations: Iterable[Shown]) -> Iterator[dict[str, str]]:
    for one in operations:
        words = f"{one.method} {one.path} {one.name}"
        yield _entry("operation", one.summary, one.address, words)


def _of_faults(faults: Iterable[Fault]) -> Iterator[dict[str, str]]:
    for fault in faults:
        yield _entry("error", f"{fault.code} {fault.name}", fault.address, fault.meaning)


def _of_types(operations: Iterable[Shown], types: Types) -> Iterator[dict[str, str]]:
    """Yield types where they first stand, with their fields, and the fields of requests."""
    seen = set()
    for operation in operations:
        for _, rows in operation.asked:
            for row in rows:
                words = f"{operation.method} {operation.path}: {row.meaning}"
                yield _entry("field", row.name, operation.address, words)
        for name in types.reached_from(operation.models()):
            if name in seen:
                continue
            seen.add(name)
            url = f"/docs/api/{operation.tag}#{name}"
            yield _entry("type", name, url, types.named(name).get("description", ""))
            for row in types.of_answer(name):
                yield _entry("field", f"{name}.{row.name}", url, row.meaning)


def _entry(kind: str, title: str, url: str, words: str) -> dict[str, str]:
    return {"kind": kind, "title": title, "url": url, "words": words[:160]}
