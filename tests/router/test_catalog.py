"""No public function is left out: the router has each as the cell has it, or refuses it by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import psycopg
import pytest

from webapp.cells.router.catalog import SCHEMAS, read_catalog
from webapp.cells.router.classes import DECLARED, class_of
from webapp.failures import ZerosumError

if TYPE_CHECKING:
    from tests.router.conftest import Routed

_SHAPE = """
    SELECT n.nspname || '.' || p.proname, pg_get_function_arguments(p.oid),
        pg_get_function_result(p.oid), p.prokind, obj_description(p.oid, 'pg_proc'),
        ARRAY(
            SELECT coalesce(g.rolname::text, 'PUBLIC')
            FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS x
            LEFT JOIN pg_roles AS g ON g.oid = x.grantee
            WHERE x.grantee <> p.proowner
            ORDER BY 1
        )
    FROM pg_proc AS p
    JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE n.nspname = ANY (%s)
    ORDER BY 1
"""


def _shapes(connection: psycopg.Connection[object]) -> list[object]:
    connection.execute("SET search_path = pg_catalog")
    return connection.execute(_SHAPE, (list(SCHEMAS),)).fetchall()


def test_the_router_has_each_function_as_a_cell_has_it(towns: Routed) -> None:
    """Name, arguments, defaults, result, comment, and who may call it."""
    with towns.router.connect() as router, towns.cells[0].connect() as cell:
        ours, theirs = _shapes(router), _shapes(cell)
    assert [one for one in theirs if one not in ours] == []
    assert [one for one in ours if one not in theirs] == []


def test_a_function_without_a_class_fails_the_generator(towns: Routed) -> None:
    """One that is about no id and no user has to be named."""
    with towns.cells[0].connect() as cell:
        functions = {one.name: one for one in read_catalog(cell).functions}
    unknown = replace(functions["verify"], name="foresee")
    with pytest.raises(ZerosumError, match=r"no class for ledger\.foresee"):
        class_of(unknown)
    assert {class_of(one).kind for one in functions.values()} == {
        *(its.kind for its in DECLARED.values()),
        "id",
        "user",
    }
    assert sorted(DECLARED.keys() - functions.keys()) == []


def test_what_is_refused_says_so_with_a_code(towns: Routed) -> None:
    """Each with its name and the reason, and in no other way."""
    refused = [name for name, its in DECLARED.items() if its.kind == "refused"]
    assert len(refused) > 30
    with towns.router.connect("ledger_dba") as router:
        for name in refused:
            ((schema, arguments, kind),) = router.execute(
                "SELECT n.nspname, p.pronargs - p.pronargdefaults, p.prokind FROM pg_proc AS p"
                " JOIN pg_namespace AS n ON n.oid = p.pronamespace"
                " WHERE p.proname = %s AND n.nspname = ANY (%s)",
                (name, list(SCHEMAS)),
            ).fetchall()
            call = f"{schema}.{name}({', '.join(['NULL'] * arguments)})"
            with pytest.raises(psycopg.DatabaseError) as caught:
                router.execute(f"{'CALL' if kind == 'p' else 'SELECT'} {call}".encode())
            assert caught.value.sqlstate == "LG281", name
            assert f'"function": "{name}"' in str(caught.value.diag.message_detail)


def test_views_show_the_rows_of_all_cells(towns: Routed) -> None:
    """With the rights that the login has in them."""
    rows = towns.ledger.connection.execute(
        "SELECT u.username FROM ledger.users AS u WHERE u.role = 'customer' ORDER BY u.username"
    ).fetchall()
    assert [row[0] for row in rows] == ["alice", "bob", "carol2", "grace"]
    with (
        towns.router.connect("ledger_web") as web,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        web.execute("SELECT FROM ledger.users")


def test_nobody_reaches_a_cell_but_through_the_functions(towns: Routed) -> None:
    """Neither by a connection of the session, nor as the carrier of transfers."""
    with towns.router.connect("ledger_dba") as router:
        router.execute("SELECT FROM ledger.verify()")
        for call in (
            "ledger_router.dblink('0 ledger_dba', 'SELECT 1') AS t (one integer)",
            "ledger_router.connection(0, true)",
            "ledger_router.carry_settle(0, NULL)",
            "ledger_router.ask_version(0)",
            "ledger_router.cell",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                router.execute(f"SELECT FROM {call}".encode())
