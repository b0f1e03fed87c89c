"""Write a router's database: its types, views and functions, all in one transaction."""

from collections.abc import Mapping, Sequence
from typing import Any, LiteralString

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from webapp.cells.router.catalog import Catalog, Row
from webapp.cells.router.texts import texts_of

OWNER = "ledger_router_owner"
_GROUPS = (
    "ledger_app",
    "ledger_auditor",
    "ledger_operator",
    "ledger_relay",
    "ledger_reporter",
    "ledger_reporter_personal",
)
_OPTIONS = {
    "application_name": "zerosum router",
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}


def build(
    router: psycopg.Connection[Any], catalog: Catalog, cells: Mapping[int, str], carrier: str
) -> None:
    """Make a database the router of cells, or make it anew, as a superuser there."""
    with router.transaction():
        router.execute(
            "SET LOCAL check_function_bodies = off; SET LOCAL client_min_messages = 'warning'"
        )
        make_groups(router)
        _make_schemas(router, cells)
        _make_rows(router, catalog, sorted(cells))
        router.execute(_sql(f"SET LOCAL ROLE {OWNER}"))
        for text in texts_of(catalog, sorted(cells), carrier):
            router.execute(_sql(text))
        router.execute("RESET ROLE")
        _grant(router, catalog, sorted(cells))


_OWNS = "Owns a router's functions and views; holds no login."
_AS_IN_CELLS = "A group of the ledger: at a router it may call what it may call in the cells."


def _sql(text: str) -> LiteralString:
    return text  # of names in the catalog, and our own


def make_groups(router: psycopg.Connection[Any]) -> None:
    """Make the group roles that logins are members of, and the one that owns what is written."""
    there = {name for (name,) in router.execute("SELECT r.rolname FROM pg_roles AS r").fetchall()}
    for name in (*_GROUPS, OWNER):
        if name not in there:
            role = sql.Identifier(name)
            about = _OWNS if name == OWNER else _AS_IN_CELLS
            router.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(role))
            router.execute(sql.SQL("COMMENT ON ROLE {} IS {}").format(role, sql.Literal(about)))


def _make_schemas(router: psycopg.Connection[Any], cells: Mapping[int, str]) -> None:
    old = router.execute(
        "SELECT n.nspname FROM pg_namespace AS n WHERE n.nspname = ANY (%s) OR n.nspname ~ %s",
        (["ledger", "ledger_gateway", "reporting", "ledger_router"], "^ledger_cell_[0-9]+$"),
    ).fetchall()
    router.execute("DROP EXTENSION IF EXISTS dblink CASCADE")
    for (name,) in old:
        router.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))
    for name in ("ledger", "ledger_gateway", "reporting", "ledger_router"):
        router.execute(
            sql.SQL("CREATE SCHEMA {} AUTHORIZATION {}").format(
                sql.Identifier(name), sql.Identifier(OWNER)
            )
        )
    router.execute("CREATE EXTENSION dblink SCHEMA ledger_router")
    router.execute("CREATE EXTENSION IF NOT EXISTS postgres_fdw")
    router.execute(
        _sql(
            f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ledger_router TO {OWNER};"
            " CREATE TABLE ledger_router.cell ("
            "cell_number integer PRIMARY KEY, conninfo text NOT NULL);"
            f" GRANT SELECT ON ledger_router.cell TO {OWNER}"
        )
    )
    logins = [
        name
        for (name,) in router.execute(
            "SELECT r.rolname FROM pg_roles AS r WHERE r.rolcanlogin AND (r.rolsuper OR EXISTS ("
            "SELECT FROM pg_auth_members AS m JOIN pg_roles AS g ON g.oid = m.roleid"
            " WHERE m.member = r.oid AND g.rolname = ANY (%s)))",
            (list(_GROUPS),),
        ).fetchall()
    ]
    for number, url in cells.items():
        place = {
            name: value
            for name, value in conninfo_to_dict(url).items()
            if name not in {"user", "password"} and value is not None
        }
        router.execute(
            "INSERT INTO ledger_router.cell VALUES (%s, %s)",
            (number, make_conninfo("", **{**_OPTIONS, **place})),
        )
        _make_server(router, number, place, logins)


def _make_server(
    router: psycopg.Connection[Any], number: int, place: Mapping[str, Any], logins: Sequence[str]
) -> None:
    server = sql.Identifier(f"ledger_cell_{number}")
    options = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(name), sql.Literal(str(value)))
        for name, value in place.items()
    )
    router.execute(sql.SQL("DROP SERVER IF EXISTS {} CASCADE").format(server))
    router.execute(
        sql.SQL("CREATE SERVER {} FOREIGN DATA WRAPPER postgres_fdw OPTIONS ({})").format(
            server, options
        )
    )
    for login in logins:
        router.execute(
            sql.SQL(
                'CREATE USER MAPPING FOR {} SERVER {} OPTIONS ("user" {}, password_required {})'
            ).format(sql.Identifier(login), server, sql.Literal(login), sql.Literal("false"))
        )
    router.execute(sql.SQL("CREATE SCHEMA {}").format(server))


def _make_rows(router: psycopg.Connection[Any], catalog: Catalog, cells: Sequence[int]) -> None:
    for row in catalog.rows:
        name = f"{row.schema}.{row.name}"
        if name == "ledger.errors":
            router.execute(_sql(f"CREATE VIEW {name} AS {catalog.errors}"))
            router.execute(_sql(f"ALTER VIEW {name} OWNER TO {OWNER}"))
            kind = "VIEW"
        elif row.is_view:
            _make_view(router, row, cells)
            kind = "VIEW"
        else:
            columns = ", ".join(f'"{column}" {type_}' for column, type_, _ in row.columns)
            router.execute(_sql(f"CREATE TYPE {name} AS ({columns})"))
            kind = "TYPE"
        comments = [(f"{kind} {name}", row.comment)]
        comments += [(f'COLUMN {name}."{column}"', said or "") for column, _, said in row.columns]
        for what, said in comments:
            if said:
                router.execute(sql.SQL("COMMENT ON {} IS {}").format(sql.SQL(_sql(what)), said))


def _make_view(router: psycopg.Connection[Any], row: Row, cells: Sequence[int]) -> None:
    columns = ", ".join(f'"{column}" {type_}' for column, type_, _ in row.columns)
    parts = []
    for number in cells:
        table = f"ledger_cell_{number}.{row.schema}_{row.name}"
        router.execute(
            _sql(
                f"CREATE FOREIGN TABLE {table} ({columns}) SERVER ledger_cell_{number}"
                f" OPTIONS (schema_name '{row.schema}', table_name '{row.name}')"
            )
        )
        parts.append(f"SELECT * FROM {table}")
    router.execute(
        _sql(
            f"CREATE VIEW {row.schema}.{row.name} WITH (security_invoker = true) AS "
            + " UNION ALL ".join(parts)
        )
    )


def _grant(router: psycopg.Connection[Any], catalog: Catalog, cells: Sequence[int]) -> None:
    groups = ", ".join(_GROUPS)
    inner = ", ".join(f"ledger_cell_{number}" for number in cells)
    router.execute(
        _sql(
            "REVOKE ALL ON ALL ROUTINES IN SCHEMA ledger, ledger_gateway, ledger_router"
            " FROM PUBLIC;"
            f" GRANT USAGE ON SCHEMA ledger, reporting, {inner} TO {groups};"
            " GRANT USAGE ON SCHEMA ledger_gateway TO ledger_app, ledger_operator"
        )
    )
    for function in catalog.functions:
        kind = "PROCEDURE" if function.is_procedure else "FUNCTION"
        name = f"{function.schema}.{function.name}"
        _grant_one(router, f"EXECUTE ON {kind} {name}", function.callers)
        router.execute(
            sql.SQL("COMMENT ON {} {} IS {}").format(
                sql.SQL(kind), sql.SQL(_sql(name)), function.comment
            )
        )
    for row in catalog.rows:
        if row.is_view and row.readers:
            _grant_one(router, f"SELECT ON {row.schema}.{row.name}", row.readers)
            if f"{row.schema}.{row.name}" != "ledger.errors":
                for number in cells:
                    table = f"ledger_cell_{number}.{row.schema}_{row.name}"
                    _grant_one(router, f"SELECT ON {table}", row.readers)


def _grant_one(router: psycopg.Connection[Any], what: str, roles: Sequence[str]) -> None:
    known = [role for role in roles if role in _GROUPS]
    if known:
        router.execute(_sql(f"GRANT {what} TO {', '.join(known)}"))
