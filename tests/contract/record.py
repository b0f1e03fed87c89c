"""``make contract`` records what is promised; a break only with ``MAJOR=1``."""

from __future__ import annotations

import sys
from pathlib import Path

import psycopg

from tests.contract import catalog, document
from tests.contract.compare import compared
from webapp.application import NOUNS
from webapp.http import openapi

HERE = Path(__file__).parent
FILES = {"catalog": HERE / "catalog.txt", "openapi": HERE / "openapi.txt"}


def recorded(name: str) -> set[str]:
    """Return the promises on record; none before there is one."""
    return set(FILES[name].read_text("utf-8").splitlines()) if FILES[name].exists() else set()


def today(connection: psycopg.Connection[tuple[str, ...]]) -> dict[str, set[str]]:
    """Return what is promised by this tree, deployed."""
    operations = [operation for noun in NOUNS for operation in noun.routes.operations]
    about = {noun.routes.noun: "" for noun in NOUNS}
    return {
        "catalog": catalog.promises(connection),
        "openapi": document.promises(openapi.document(operations, "0", about)),
    }


def main(arguments: list[str]) -> int:
    """Write both files; refuse breaks unless they are meant."""
    from tests.support.rig import Rig

    rig = Rig()
    try:
        with psycopg.connect(rig.cluster.url(rig.template)) as connection:
            found = today(connection)
    finally:
        rig.close()
    broken = [line for name in FILES for line in compared(recorded(name), found[name]).broken]
    sys.stdout.writelines(f"{line}\n" for line in broken)
    if broken and "--major" not in arguments:
        sys.stdout.write(
            "Not recorded. A new major release may break these: make contract MAJOR=1\n"
        )
        return 1
    for name, path in FILES.items():
        path.write_text("".join(f"{line}\n" for line in sorted(found[name])), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
