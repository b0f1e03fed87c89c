"""The rooms of webapp/, which floor each is on, and the imports between them.

A room is a package or a module right below webapp/; `webapp` itself, its __init__, is one too.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

# From the ground up. A room imports from lower floors only: not from its own, nor from above.
FLOORS: tuple[frozenset[str], ...] = tuple(
    frozenset(rooms.split())
    for rooms in (
        "failures hosts problems repeating shapes",
        "cells embedded heartbeat importer",
        "direct keys lifeline",
        "config confirming web_login",
        "db",
        "calling replicas",
        "identity",
        "gateway",
        "door",
        "cache",
        "http",
        "access accounts analytics assets categories fraud limits monitors people time webhooks",
        "notifications proofs reports rights seals sharing transactions users",
        "events exports holds transfers",
        "reversals",
        "client observe",
        "straight",
        "application worker",
        "cli webapp",
    )
)


class Import(NamedTuple):
    """A module of one room that imports from another room, whatever for."""

    module: str
    room: str
    imported: str


def imports_between_rooms(webapp: Path) -> list[Import]:
    """Return every import from one room into another, those for type checkers and lazy ones too."""
    modules = {_name(file.relative_to(webapp.parent)): file for file in webapp.rglob("*.py")}
    return [
        Import(module, _room(module), imported)
        for module, file in sorted(modules.items())
        for imported in _imported(file, modules.keys())
        if _room(imported) != _room(module)
    ]


def rooms_of(webapp: Path) -> set[str]:
    """Return the names of the rooms there are."""
    return {_room(_name(file.relative_to(webapp.parent))) for file in webapp.rglob("*.py")}


def faults_of(webapp: Path) -> list[str]:
    """Say which rooms have no floor, and which imports don't lead down."""
    floor_of = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
    unplaced = rooms_of(webapp) ^ floor_of.keys()
    if unplaced:
        return [f"{room} has a floor or files, but not both" for room in unplaced]
    return [
        f"{found.module} imports {found.imported}, which is not below it"
        for found in imports_between_rooms(webapp)
        if floor_of[_room(found.imported)] >= floor_of[found.room]
    ]


def _imported(file: Path, modules: Collection[str]) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if _is_ours(alias.name))
        elif isinstance(node, ast.ImportFrom) and _is_ours(node.module or ""):
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if name in modules else str(node.module)


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] == "webapp"


def _name(file: Path) -> str:
    return ".".join(file.with_suffix("").parts).removesuffix(".__init__")


def _room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


if __name__ == "__main__":
    from pathlib import Path

    import click

    here = Path(__file__).resolve().parents[2] / "webapp"
    pairs = {(found.room, _room(found.imported)) for found in imports_between_rooms(here)}
    click.echo(f"{len(rooms_of(here))} rooms, {len(pairs)} imports between them")
    for number, rooms in reversed(list(enumerate(FLOORS))):
        for room in sorted(rooms):
            below = " ".join(sorted(to for of, to in pairs if of == room))
            click.echo(f"{number:2}  {room:<13}{below}")
