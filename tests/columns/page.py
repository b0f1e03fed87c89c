"""The page that says of each column who can change it, and who notices."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tests.columns.answers import WITHOUT
from tests.columns.staging import stage
from tests.columns.trying import ROWS, columns, outcome, plain
from tests.security.tampering import rewrite

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.columns.trying import Outcome, Session
    from tests.support.databases import Database

_WHO = """
    SELECT coalesce(string_agg(DISTINCT format('`%%s`', r.rolname), ', '), '')
    FROM pg_class AS c
    CROSS JOIN LATERAL (
        SELECT c.relowner
        UNION
        SELECT a.grantee FROM aclexplode(c.relacl) AS a
        WHERE a.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')
        UNION
        SELECT a.grantee FROM pg_attribute AS t CROSS JOIN LATERAL aclexplode(t.attacl) AS a
        WHERE t.attrelid = c.oid AND a.privilege_type IN ('INSERT', 'UPDATE')
    ) AS o (role)
    JOIN pg_roles AS r ON r.oid = o.role
    WHERE c.oid = %s::regclass
"""
_FILE = "`DIRECT_CHANGE` on file"
_ABOUT = """\
Functions of the ledger are not the only way to change a row: whoever owns a table, and every
superuser, may write a statement by hand. Here each column was changed by such statements, with all
triggers on: other values, those that a check lists, NULL, 0. A row was forged (INSERT), removed
(DELETE), and the table emptied (TRUNCATE). What came of it:

- **refused**: with an error of the ledger (LG9…) or of PostgreSQL (22…, 23…, 42…);
- **`DIRECT_CHANGE` on file**: done, and in the same database transaction a row of
  `ledger.auth_events`, which nobody can change: the table, the ids of the row, the names of the
  columns, and the database login. It is an event of the feed too, `direct_change.made`. Without a
  reason, `zerosum verify` fails by `direct_changes_have_reasons` until there is one:
  [how to change rows by hand](../how-to/runbook.md#rows-were-changed-by-hand);
- **`verify`**: done, and `zerosum verify` fails by these checks from then on;
- **not noticed**: with the reason why nothing rests on it, or what comes of it.

Who can write to a table by its rights stands at its head; logins of the product are none of these
roles and have functions only. Superusers always can. Logical replication and COPY count as
statements by hand, except that what a subscription brings is not noted a second time.
"""


def prepare(database: Database) -> None:
    """Stage the ledger; guards of the catalog are another test's, and take time."""
    stage(database)
    with database.connect() as session:
        rewrite(
            session, "ledger.verify", "ledger_private.verify_guards_are_in_place()", "NULL::jsonb"
        )


def outcomes(session: Session, only: Iterable[str] = ()) -> dict[str, dict[str, Outcome]]:
    """Return what came of each column, and of the rows, of each table or of some."""
    names = set(only)
    return {
        table: {
            part: outcome(session, table, part, parts) for part in (*(c.name for c in parts), *ROWS)
        }
        for table, parts in columns(session).items()
        if not names or plain(table) in names
    }


def reason(table: str, part: str) -> str | None:
    """Return why a column, or a whole table, needs nobody who notices."""
    return WITHOUT.get(plain(table)) or WITHOUT.get(f"{plain(table)}.{part}")


def _answer(table: str, part: str, found: Outcome) -> str:
    why = reason(table, part)
    if why is not None:
        return f"not noticed: {why}"
    checks = sorted(found.noticed - {"DIRECT_CHANGE"})
    return "; ".join(
        [
            *([f"refused: {', '.join(sorted(found.refused))}"] if found.refused else []),
            *([_FILE] if "DIRECT_CHANGE" in found.noticed else []),
            *(["`verify`: " + ", ".join(f"`{name}`" for name in checks)] if checks else []),
        ]
    )


def page(session: Session, made: str) -> str:
    """Return docs/reference/noticed.md."""
    lines = ["# Who notices a changed column\n", made, _ABOUT]
    for table, parts in outcomes(session).items():
        row = session.execute(_WHO.encode(), (table,)).fetchone()
        assert row is not None
        lines += [f"## {table}\n", f"By their rights: {row[0]}.\n", "| column | what happens |"]
        lines.append("|---|---|")
        alike: dict[str, list[str]] = defaultdict(list)
        for part, found in parts.items():
            alike[_answer(table, part, found)].append(part if part in ROWS else f"`{part}`")
        lines += [f"| {', '.join(names)} | {answer} |" for answer, names in alike.items()]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
