"""What a deploy declares, what it puts back, and what it cannot be talked into."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from migrations.bridge import ChangeFailedError
from migrations.code import SQL_ROOT
from migrations.engine import ROOT, deploy, verify
from migrations.guards import differences, present_guards
from tests.security.guard_tamperings import TAMPERINGS
from tests.security.tampering import rewrite

if TYPE_CHECKING:
    import psycopg

    from tests.migrations.kept import Kept
    from tests.support.databases import Database
    from tests.support.rig import Rig

    Connection = psycopg.Connection[Any]

pytest_plugins = ["tests.migrations.kept"]

# One after another, in the order in which one does not undo the other.
_DONE = (
    "function's source",
    "function as its caller",
    "function without settings",
    "function for everybody",
    "view's text",
    "trigger dropped",
    "trigger added",
    "rule added",
    "row security",
    "constraint not valid",
    "unique index dropped",
    "NULL let in",
    "relation for everybody",
    "relation's owner",
    "function's owner",
    "role with LOGIN",
    "role with BYPASSRLS",
    "role that a role joins",
    "role's setting",
    "role that may not connect",
    "database for everybody",
)
_REMOVAL = "trigger account_10_refuse_removal ON ledger_private.account"
_TOLD = "SELECT v.ok, v.detail FROM ledger.verify() AS v WHERE v.name = 'guards_are_in_place'"
_DECLARATIONS = "SELECT count(*) FROM ledger_audit.guard_declaration"


def told(connection: Connection) -> tuple[bool, dict[str, Any]]:
    """Return what ledger.verify() says of the guards."""
    row = connection.execute(_TOLD.encode()).fetchone()
    assert row is not None
    return row[0], row[1]


def declarations(database: Database) -> int:
    """Return how many times guards were declared."""
    with database.connect() as connection:
        row = connection.execute(_DECLARATIONS.encode()).fetchone()
    assert row is not None
    return int(row[0])


def test_an_upgraded_database_has_the_guards_of_a_fresh_one(kept: Kept) -> None:
    """A dump of the released tables, restored and deployed to: nothing is put back or left."""
    with kept.clone() as old:
        done = deploy(old.url)
        assert (done.guards_put_back, done.guards_left) == ((), ())
        with old.connect() as connection:
            assert differences(connection) == []
            assert told(connection) == (True, {})


def test_a_deploy_puts_back_what_was_done(own_rig: Rig) -> None:
    """Of every kind, for every object; it names each, and says nothing when all is in place."""
    with own_rig.clone(own_rig.template) as database:
        with database.connect() as connection:
            connection.execute("CREATE ROLE planted SUPERUSER")
            connection.execute("SET search_path = pg_catalog, pg_temp")
            expected = set()
            for name in _DONE:
                rows = connection.execute(TAMPERINGS[name].query.encode()).fetchall()
                for statement, guard in rows:
                    connection.execute(statement.encode())
                    expected.add(guard)
            assert told(connection)[0] is False
            assert not all(check.ok for check in verify(database.url))
        before = declarations(database)
        done = deploy(database.url)
        assert done.code_replayed
        assert done.guards_left == ()
        assert expected - set(done.guards_put_back) == set()
        with database.connect() as connection:
            assert differences(connection) == []
            assert told(connection) == (True, {})
        assert [check for check in verify(database.url) if not check.ok] == []
        assert declarations(database) == before + 1
        again = deploy(database.url)
        assert (again.code_replayed, declarations(database)) == (False, before + 1)


@pytest.mark.tampered
def test_what_nobody_declared_is_left_and_named(database: Database) -> None:
    """A function, a table, a constraint: a person decides, and verify() stays red until then.

    What belongs to a stranger stops the deploy by its name.
    """
    with database.connect() as connection:
        connection.execute(
            "SET ROLE ledger_owner;"
            "CREATE FUNCTION ledger.planted() RETURNS integer LANGUAGE sql AS 'SELECT 1';"
            "CREATE TABLE ledger_private.planted ();"
            "ALTER TABLE ledger_private.account ADD CONSTRAINT planted CHECK (true);"
            "RESET ROLE"
        )
        done = deploy(database.url)
        assert {guard.partition(": ")[0] for guard in done.guards_left} >= {
            "function ledger.planted()",
            "relation ledger_private.planted",
            "constraint planted ON ledger_private.account",
        }
        assert told(connection)[0] is False
        connection.execute("ALTER TABLE ledger_private.planted OWNER TO postgres")
        with pytest.raises(ChangeFailedError, match="planted"):
            deploy(database.url)


@pytest.mark.tampered
def test_a_constraint_that_rows_break_is_left_with_the_reason(database: Database) -> None:
    """The deploy goes on, and says which; it comes back once the rows are right."""
    with database.connect() as connection:
        connection.execute(
            "ALTER TABLE ledger_private.cell DROP CONSTRAINT cell_number_fits_an_id;"
            "UPDATE ledger_private.cell SET cell_number = 9999"
        )
        reports: list[tuple[str, str]] = []
        done = deploy(database.url, report=lambda *told: reports.append(told))
        guard = "constraint cell_number_fits_an_id ON ledger_private.cell"
        assert done.guards_left == (f"{guard}: missing",)
        assert any(name.startswith(f"{guard}: check") for action, name in reports)
        connection.execute("UPDATE ledger_private.cell SET cell_number = 0")
        assert guard in deploy(database.url).guards_put_back


@pytest.mark.tampered
def test_a_forged_declaration_deceives_nobody_outside(database: Database) -> None:
    """Who drops a guard and declares that it never was: verify() in the database believes it."""
    with database.connect() as connection:
        connection.execute(
            "ALTER TABLE ledger_private.account DISABLE TRIGGER account_10_refuse_removal;"
            "ALTER TABLE ledger_audit.guard_declaration DISABLE TRIGGER USER;"
            "WITH g AS (SELECT jsonb_object_agg(p.guard[1], p.guard[2]) AS guards"
            " FROM ledger_private.present_guards() AS p (guard))"
            " UPDATE ledger_audit.guard_declaration AS d SET guards = g.guards,"
            " guards_digest = ledger_private.guards_digest(g.guards) FROM g"
        )
        assert told(connection)[0] is True
        assert _REMOVAL in {difference.guard for difference in differences(connection) or ()}
        rewrite(
            connection,
            "ledger_private.present_guards",
            "FROM ledger_private.guards_of_tables() AS g (guard)",
            "FROM ledger_private.guards_of_tables() AS g (guard) WHERE g.guard[1] !~ '^trigger'",
        )
        assert _REMOVAL in present_guards(connection)
    failed = {check.name for check in verify(database.url) if not check.ok}
    assert "guards of the release" in failed
    assert _REMOVAL in deploy(database.url).guards_put_back
    with database.connect() as connection:
        assert differences(connection) == []


@pytest.mark.tampered
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_audit.guard_declaration SET guards = '{}'",
        "DELETE FROM ledger_audit.guard_declaration",
    ],
)
def test_a_declaration_that_is_not_whole_is_noticed(database: Database, statement: str) -> None:
    """Changed without its digest, or gone."""
    with database.connect() as connection:
        connection.execute("ALTER TABLE ledger_audit.guard_declaration DISABLE TRIGGER USER")
        connection.execute(statement.encode())
        for name in ("10_refuse_change", "11_refuse_truncate"):
            connection.execute(
                "ALTER TABLE ledger_audit.guard_declaration"
                f" ENABLE ALWAYS TRIGGER guard_declaration_{name}".encode()
            )
        ok, detail = told(connection)
    assert not ok
    assert set(detail) == {"declaration_number"}


@pytest.mark.tampered
def test_plain_psql_declares_and_repairs_too(database: Database) -> None:
    """As zerosum deploy: the same file, replayed by psql."""
    with database.connect() as connection:
        connection.execute(
            "ALTER TABLE ledger_audit.transaction DISABLE TRIGGER ALL;"
            "GRANT SELECT ON ledger_private.account TO ledger_app;"
            "ALTER SCHEMA reporting OWNER TO postgres;"
            "ALTER FUNCTION ledger.verify() OWNER TO postgres"
        )
        assert told(connection)[0] is False
        replayed = subprocess.run(
            [
                database.cluster.tool("psql"),
                *("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"),
                f"--file={SQL_ROOT / 'code.sql'}",
            ],
            env=database.environment() | {"PATH": "/usr/local/bin:/usr/bin:/bin"},
            cwd=ROOT.parent,
            capture_output=True,
            text=True,
            check=False,
        )
        assert replayed.returncode == 0, replayed.stderr
        assert "guard put back: grant TABLE ledger_private.account TO ledger_app" in replayed.stderr
        assert told(connection) == (True, {})
        assert differences(connection) == []
