"""A router before two cells, all three in databases of one server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg
import pytest
from click.testing import CliRunner
from psycopg import sql

from tests.router.cells import CARRIER, Place, introduce, route
from tests.support.ledger_calls import LedgerCalls
from tests.support.plugin import assert_books_are_right
from webapp.cells.router.building import OWNER
from webapp.cli import command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.databases import Database
    from tests.support.ledger_calls import Row
    from tests.support.rig import Rig

# Users of cell 0, then of cell 1.
NAMES = ("alice", "carol2"), ("bob", "grace")


@dataclass(frozen=True, slots=True)
class Routed:
    """A DBA's session at the router, and the databases."""

    ledger: LedgerCalls
    router: Database
    cells: tuple[Database, Database]

    def account(self, name: str, **more: object) -> Row:
        """Open an account of a user with 100.00 EUR."""
        user = self.ledger.call("find_user", username=name)
        account = self.ledger.call(
            "open_account", currency="EUR", user_id=user.user_id, code=f"{name}s", **more
        )
        self.ledger.call("deposit", account_id=account.account_id, amount=100)
        return account

    def transfer(self, payer: Row, payee: Row, amount: object = 7, **more: object) -> Row:
        """Pay."""
        return self.ledger.call(
            "post_transfer",
            from_account_id=payer.account_id,
            to_account_id=payee.account_id,
            amount=amount,
            **more,
        )


@pytest.fixture(scope="module")
def towns(rig: Rig) -> Iterator[Routed]:
    """Give a router with two users in each cell; the books of both are right in the end."""
    with rig.clone(rig.template) as one, rig.clone(rig.template) as two, rig.empty() as router:
        places = [Place(one.url), Place(two.url)]
        introduce(places)
        route(Place(router.url), places)
        with router.connect("ledger_dba") as connection:
            routed = Routed(LedgerCalls(connection), router, (one, two))
            for name in (name for names in NAMES for name in names):
                routed.ledger.call("create_user", username=name)
            yield routed
        for cell in (one, two):
            assert_books_are_right(cell)
    with psycopg.connect(rig.cluster.url(), autocommit=True) as connection:
        for role in (CARRIER, OWNER):
            connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


@pytest.fixture
def run(towns: Routed, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """Return what makes the router, and returns how it ended and what it printed."""
    urls = [cell.url_as("ledger_dba") for cell in towns.cells]

    def call(*arguments: str, order: tuple[int, ...] = (0, 1)) -> tuple[int, str]:
        cells = " ".join(f"{number}={urls[place]}" for number, place in enumerate(order))
        monkeypatch.setenv("ZEROSUM_CELLS", cells)
        words = ["cells", "route", towns.router.url, *arguments]
        done = CliRunner().invoke(command, words, prog_name="zerosum")
        return done.exit_code, done.output or str(done.exception or "")

    return call
