"""Two cells and a router, each a server of its own or all databases of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg

from tests.support.ledger_calls import LedgerCalls
from webapp.cells.router.making import make_router
from webapp.cli.logins import KINDS, ensure_login, ensure_logins

if TYPE_CHECKING:
    from collections.abc import Sequence

CARRIER = "ledger_router"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a database is, for any login."""

    url: str

    def as_login(self, login: str) -> str:
        """Return the URL for a login."""
        return self.url.replace("postgres@", f"{login}@", 1)


def introduce(places: Sequence[Place]) -> None:
    """Make deployed databases the cells 0, 1, … that know each other."""
    for number, place in enumerate(places):
        with psycopg.connect(place.url, autocommit=True) as cell:
            ensure_login(cell, KINDS["operator"]._replace(name=CARRIER))
        with psycopg.connect(place.as_login("ledger_dba"), autocommit=True) as cell:
            calls = LedgerCalls(cell)
            calls.call("set_cell_number", cell_number=number)
            for other in range(len(places)):
                if other != number:
                    calls.call("add_cell", cell_number=other)


def route(router: Place, places: Sequence[Place]) -> None:
    """Make a database their router."""
    urls = {number: place.as_login("ledger_dba") for number, place in enumerate(places)}
    with psycopg.connect(router.url, autocommit=True) as connection:
        make_router(connection, urls, CARRIER, ensure_logins)
