"""The functions of a router as SQL: the map of buckets, those by hand, those generated."""

import re
from collections.abc import Iterator, Sequence
from importlib.resources import files

from webapp.cells.router.asking import CARRIED, ask
from webapp.cells.router.catalog import Catalog, Function
from webapp.cells.router.classes import class_of
from webapp.cells.router.functions import begun, public

BUCKETS = 4096
_BASE = ("base", "reaching", "everywhere")
_BY_HAND = (
    "across",
    "showing",
    "transfers",
    "batches",
    "doors",
    "legs",
    "codes",
    "accounts",
    "opening",
    "openings",
    "people",
    "gateway",
)
# A public function by hand is its body: the rest is that of the cell's.
_PUBLIC = re.compile(r"CREATE FUNCTION (ledger|ledger_gateway)[.](\w+)\(\) AS [$]function[$]")


def texts_of(catalog: Catalog, cells: Sequence[int], carrier: str) -> Iterator[str]:
    """Return the statements that make the functions, in order."""
    yield _map_text(cells, carrier)
    for name in _BASE:
        yield _file(name)
    classes = {function.name: class_of(function) for function in catalog.functions}
    routed = [f for f in catalog.functions if not f.is_procedure]
    for function in routed:
        if function.name in CARRIED:
            yield ask(function, carries=True)
        if classes[function.name].kind != "refused" or function.name == "pay_out":
            yield ask(function)
    by_name = {function.name: function for function in routed}
    for name in _BY_HAND:
        yield _PUBLIC.sub(lambda found: begun(by_name[found[2]]), _file(name))
    for function in routed:
        its = classes[function.name]
        if its.kind != "by hand":
            yield public(function, its)
    for function in catalog.functions:
        if function.is_procedure:
            yield _procedure(function, classes[function.name].about)


def _file(name: str) -> str:
    return (files("webapp.cells.router") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def _map_text(cells: Sequence[int], carrier: str) -> str:
    """Return which cell has which buckets: equal shares, in the order of the numbers."""
    share = BUCKETS / len(cells)
    parts = " ".join(
        f"WHEN p_bucket < {round(share * place)} THEN {number}"
        for place, number in enumerate(cells, start=1)
    )
    numbers = ", ".join(map(str, cells))
    literal = carrier.replace("'", "''")
    return f"""
CREATE FUNCTION ledger_router.cells() RETURNS integer[] LANGUAGE sql IMMUTABLE
AS $function$ SELECT ARRAY[{numbers}] $function$;
CREATE FUNCTION ledger_router.carrier() RETURNS text LANGUAGE sql IMMUTABLE
AS $function$ SELECT '{literal}' $function$;
-- What no cell has is asked of the first, which says that it is not there.
CREATE FUNCTION ledger_router.cell_of_bucket(p_bucket integer) RETURNS integer
LANGUAGE sql IMMUTABLE
AS $function$
    SELECT CASE
        WHEN p_bucket = 65535 THEN NULL {parts}
        WHEN p_bucket - 61440 IN ({numbers}) THEN p_bucket - 61440
        WHEN p_bucket IS NOT NULL THEN {cells[0]}
    END
$function$;
"""


def cell_of_bucket(bucket: int, cells: Sequence[int]) -> int:
    """Return the cell that has a bucket of customers."""
    share = BUCKETS / len(cells)
    return next(n for place, n in enumerate(cells, 1) if bucket < round(share * place))


def _procedure(function: Function, reason: str) -> str:
    return (
        f"CREATE PROCEDURE {function.schema}.{function.name}({function.declared})\n"
        "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp\n"
        "AS $function$\nBEGIN\n    PERFORM ledger_router.raise_error('LG281',"
        f" jsonb_build_object(\n        'function', '{function.name}',"
        f" 'reason', '{reason}'\n    ));\nEND\n$function$;\n"
    )
