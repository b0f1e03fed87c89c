"""Look at the cells, and make a database their router."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import psycopg

from webapp.cells.carrying import own_number
from webapp.cells.router.building import build, make_groups
from webapp.cells.router.catalog import Catalog, read_catalog
from webapp.cells.router.classes import class_of
from webapp.cells.router.texts import cell_of_bucket
from webapp.failures import Exit, ZerosumError

_STRAY = """
    SELECT DISTINCT (u.user_id & 4095)::integer
    FROM ledger.users AS u
    WHERE u.role = 'customer'
"""
_CARRIER = """
    SELECT pg_has_role(r.oid, 'ledger_operator', 'MEMBER')
    FROM pg_roles AS r
    WHERE r.rolname = %s AND r.rolcanlogin
"""


class Made(NamedTuple):
    """How many functions the router answers, and how many it refuses."""

    answered: int
    refused: int


def make_router(
    router: psycopg.Connection[Any],
    urls: Mapping[int, str],
    carrier: str,
    ensure_logins: Callable[[psycopg.Connection[Any]], None],
) -> Made:
    """Make a database the router of the cells at `urls`, by their numbers.

    `ensure_logins` makes the logins that are missing there, once it has their groups.
    Raises ZerosumError when they are not what a router can be put before, and psycopg.Error.
    """
    if not urls:
        raise ZerosumError("ZEROSUM_CELLS names no cell", Exit.MISCONFIGURED)
    if router.execute("SHOW server_encoding").fetchone() != ("UTF8",):
        raise ZerosumError("a router's database has the encoding UTF8", Exit.MISCONFIGURED)
    numbers = sorted(urls)
    catalogs = [_examined(number, urls[number], numbers, carrier) for number in numbers]
    if len({catalog.version for catalog in catalogs}) > 1:
        raise ZerosumError(
            "the cells run different releases: migrate all, then make the router",
            Exit.MISCONFIGURED,
        )
    make_groups(router)
    ensure_logins(router)
    build(router, catalogs[0], urls, carrier)
    kinds = [class_of(function).kind for function in catalogs[0].functions]
    return Made(len(kinds) - kinds.count("refused"), kinds.count("refused"))


def _examined(number: int, url: str, numbers: list[int], carrier: str) -> Catalog:
    with psycopg.connect(url, autocommit=True, connect_timeout=5) as cell:
        if (leads_to := own_number(cell)) != number:
            raise ZerosumError(
                f"ZEROSUM_CELLS leads to cell {leads_to} where cell {number} is named",
                Exit.MISCONFIGURED,
            )
        known = {
            row[0]
            for row in cell.execute("SELECT c.cell_number FROM ledger.list_cells() AS c").fetchall()
        }
        if missing := sorted(set(numbers) - known):
            raise ZerosumError(
                f"cell {number} does not know cell {missing[0]}: zerosum cells add {missing[0]}",
                Exit.MISCONFIGURED,
            )
        if cell.execute(_CARRIER, (carrier,)).fetchone() != (True,):
            raise ZerosumError(
                f"cell {number} has no login {carrier}: zerosum login add {carrier} --as operator",
                Exit.MISCONFIGURED,
            )
        for (bucket,) in cell.execute(_STRAY).fetchall():
            if (its := cell_of_bucket(bucket, numbers)) != number:
                raise ZerosumError(
                    f"cell {number} has customers of bucket {bucket}, which belongs to cell {its}",
                    Exit.MISCONFIGURED,
                )
        return read_catalog(cell)
