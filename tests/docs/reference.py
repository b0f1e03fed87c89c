"""The generated pages: ``python -m tests.docs.reference`` deploys a ledger and writes them all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import psycopg

from tests.columns import page as noticed
from tests.docs import answers, catalog, guards, rights
from tests.docs.blocks import ROOT
from tests.docs.picture import drawn
from webapp.problems.errors import PROBLEMS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.docs.catalog import Connection, Relation, Table

MADE = "This page is generated: `make docs`.\n"


def pages(connection: Connection) -> dict[str, str]:
    """Return every generated file by its path from the top."""
    tables = catalog.tables(connection)
    return {
        "docs/reference/functions.md": _functions(connection),
        "docs/reference/views.md": _relations(
            "Views",
            "What `ledger` shows to people and programs, and what `reporting` shows to reporting "
            "tools. Amounts are exact decimals, times have a time zone.",
            [
                *catalog.relations(connection, "v", "ledger"),
                *catalog.relations(connection, "v", "reporting"),
            ],
        ),
        "docs/reference/types.md": _relations(
            "Types",
            "What functions take and return beside the rows of views.",
            [
                *catalog.relations(connection, "c", "ledger"),
                *catalog.relations(connection, "c", "ledger_gateway"),
                *catalog.relations(connection, "c", "reporting"),
            ],
        ),
        "docs/reference/errors.md": _errors(catalog.errors(connection)),
        "docs/reference/rights.md": rights.page(connection, MADE),
        "docs/reference/tables.svg": drawn(tables, catalog.keys(connection)),
        "migrations/tables.sql": _tables(tables),
    }


def _functions(connection: Connection) -> str:
    parts = [
        "# Functions\n",
        (
            "The public functions of schema `ledger`, as `\\df+ ledger.*` shows them, those of "
            "`ledger_gateway`, which a gateway calls and no person does, and those of "
            "`reporting`. An argument with DEFAULT may be left out; `p_actor` is for gateways, a "
            "session without it acts as itself.\n"
        ),
        MADE,
    ]
    for function in catalog.functions(connection):
        arguments = _wrapped(function.arguments)
        result = f" → {function.result}" if function.result else " (procedure)"
        parts += [
            f"## {function.name}\n",
            f"```text\n{function.name}({arguments}){result}\n```\n",
            f"{function.comment}\n",
            f"Executed by: {function.callers}.\n",
        ]
    return "\n".join(parts).rstrip() + "\n"


def _wrapped(arguments: str) -> str:
    parts = re.split(r", (?=(?:INOUT |OUT |VARIADIC )?\w+ )", arguments)
    return "\n    " + ",\n    ".join(parts) + "\n" if len(parts) > 1 else arguments


def _relations(title: str, about: str, relations: Iterable[Relation]) -> str:
    parts = [f"# {title}\n", f"{about}\n", MADE]
    for relation in relations:
        parts += [
            f"## {relation.schema}.{relation.name}\n",
            f"{relation.comment}\n",
            "| column | type | meaning |\n|---|---|---|",
            *(
                f"| `{name}` | {kind} | {_cell(meaning)} |"
                for name, kind, meaning in relation.columns
            ),
            "",
        ]
    return "\n".join(parts).rstrip() + "\n"


def _errors(errors: Iterable[catalog.Error]) -> str:
    ours = [
        f"| {e.code} | {e.name} | {PROBLEMS[e.code].status} | {'yes' if e.retryable else 'no'} "
        f"| {_cell(e.meaning)} | {_cell(e.hint)} | {_cell(e.http_hint or '')} |"
        for e in errors
    ]
    web = [
        f"| {code} | {problem.name} | {problem.status} | {_cell(problem.detail)} "
        f"| {_cell(problem.hint or '')} |"
        for code, problem in sorted(PROBLEMS.items())
        if code.startswith("WEB")
    ]
    return "\n".join(
        [
            "# Errors\n",
            MADE,
            "## Of the ledger\n",
            (
                "These codes are SQLSTATEs, the same in SQL and over HTTP; `SELECT * FROM "
                "ledger.errors` shows them too. Retry tells whether the same request may succeed "
                "later without a change. Over HTTP, codes LG9… say only that there was an internal "
                "error.\n"
            ),
            "| code | name | HTTP | retry | meaning | what to do | over HTTP, if different |",
            "|---|---|---|---|---|---|---|",
            *ours,
            "\n## Of HTTP alone\n",
            "| code | name | HTTP | meaning | what to do |\n|---|---|---|---|---|",
            *web,
            "",
        ]
    )


def _tables(tables: list[Table]) -> str:
    parts = [
        (
            "-- All tables as the changes of deploy/ leave them, to be read; nothing runs this.\n"
            "-- Generated: make docs.\n"
        )
    ]
    for table in tables:
        lines = [f"    {line}" for line, _ in table.columns]
        lines += [f"    {line}" for line in table.constraints]
        told = {line.split()[0]: comment for line, comment in table.columns}
        options = f" WITH ({table.options})" if table.options else ""
        parts.append(
            f"\n-- {table.comment}\nCREATE {table.persistence}TABLE {table.name} (\n"
            + ",\n".join(lines)
            + f"\n){options};\n"
            + "".join(f"{index};\n" for index in table.indexes)
            + "".join(f"-- {column}: {comment}\n" for column, comment in told.items())
        )
    return "".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main() -> None:
    """Deploy a ledger, write every page and record every answer."""
    from tests.support.rig import Rig

    # What stands there would be declared, not looked for.
    before = guards.taken_away()
    rig = Rig()
    try:
        with psycopg.connect(rig.cluster.url(rig.template)) as connection:
            for name, text in pages(connection).items():
                (ROOT / name).write_text(text, encoding="utf-8")
            guards.FILE.write_text(guards.written(connection, before), encoding="utf-8")
        with rig.clone(rig.template) as database:
            answers.write(database)
        with rig.clone(rig.template) as database:
            noticed.prepare(database)
            with database.connect() as connection:
                text = noticed.page(connection, MADE)
        (ROOT / "docs/reference/noticed.md").write_text(text, encoding="utf-8")
    finally:
        rig.close()


if __name__ == "__main__":
    main()
