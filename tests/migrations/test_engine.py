"""What deploy, verify and revert do, on small projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from migrations.bridge import ChangeFailedError
from migrations.engine import NotDeployableError, deploy, revert, states, verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.migrations.conftest import Project
    from tests.support.databases import Database

    Tables = Callable[[Database], list[str]]

_VERSION = """
\\set code_digest `sh installed.sh code_digest`
CREATE OR REPLACE FUNCTION ledger.version(OUT code_digest text, OUT body integer)
LANGUAGE sql
BEGIN ATOMIC SELECT :'code_digest', {body}; END;
"""


def test_a_deployment_applies_what_is_pending_and_no_more(
    project: Project, empty_database: Database, tables: Tables
) -> None:
    """A second run finds nothing to do, a longer plan only its tail."""
    project.add_table("one")
    project.add_table("two")
    url = empty_database.url
    assert deploy(url, root=project.root, to="one").changes == ("one",)
    assert deploy(url, root=project.root).changes == ("two",)
    assert deploy(url, root=project.root).changes == ()
    assert tables(empty_database) == ["one", "two"]
    assert [state.state for state in states(url, root=project.root)] == ["applied", "applied"]


def test_looking_at_a_database_leaves_no_trace(project: Project, empty_database: Database) -> None:
    """States of an empty database are pending, and it stays empty."""
    project.add_table("one")
    assert [state.state for state in states(empty_database.url, root=project.root)] == ["pending"]
    with empty_database.connect() as connection:
        assert connection.execute("SELECT to_regnamespace('yoyo')").fetchone() == (None,)


@pytest.mark.parametrize("broken", ["deploy", "verify"])
def test_a_failing_change_leaves_nothing_behind(
    project: Project, empty_database: Database, tables: Tables, broken: str
) -> None:
    """Neither its table nor its mark; those before it stay; once mended, it goes on."""
    project.add_table("one")
    statements = {"deploy": "CREATE TABLE public.two (); SELECT 1/0", "verify": "SELECT 1"}
    if broken == "verify":
        statements = {"deploy": "CREATE TABLE public.two ()", "verify": "SELECT 1/0"}
    project.add("two", statements["deploy"], verify=statements["verify"])
    with pytest.raises(ChangeFailedError, match=f"{broken} two: division by zero"):
        deploy(empty_database.url, root=project.root)
    assert tables(empty_database) == ["one"]
    found = states(empty_database.url, root=project.root)
    assert [state.state for state in found] == ["applied", "pending"]
    project.write("deploy/two.sql", "BEGIN;\nCREATE TABLE public.two ();\nCOMMIT;\n")
    project.write("verify/two.sql", "BEGIN;\nSELECT FROM public.two;\nROLLBACK;\n")
    assert deploy(empty_database.url, root=project.root).changes == ("two",)


def test_a_step_and_its_mark_are_one_transaction(
    project: Project, empty_database: Database, tables: Tables
) -> None:
    """A change that cannot be marked is not applied, nor reverted when the mark cannot go."""
    project.add_table("one")
    deploy(empty_database.url, root=project.root)
    project.add_table("two")
    with empty_database.connect() as connection:
        connection.execute("ALTER TABLE yoyo._yoyo_migration ADD CHECK (migration_id <> 'two')")
        connection.execute("ALTER TABLE yoyo._yoyo_log ADD CHECK (operation <> 'rollback')")
    with pytest.raises(ChangeFailedError, match="deploy two: new row"):
        deploy(empty_database.url, root=project.root)
    with pytest.raises(ChangeFailedError, match="revert one: new row"):
        revert(empty_database.url, root=project.root)
    assert tables(empty_database) == ["one"]


def test_reverting_goes_back_to_a_change_and_then_to_nothing(
    project: Project, empty_database: Database, tables: Tables
) -> None:
    """Newest first; a failing revert leaves its change whole."""
    for name in ("one", "two", "three"):
        project.add_table(name)
    deploy(empty_database.url, root=project.root)
    assert revert(empty_database.url, root=project.root, to="one") == ["three", "two"]
    assert tables(empty_database) == ["one"]
    project.write("revert/one.sql", "BEGIN;\nDROP TABLE public.one; SELECT 1/0;\nCOMMIT;\n")
    with pytest.raises(ChangeFailedError, match="revert one"):
        revert(empty_database.url, root=project.root)
    assert tables(empty_database) == ["one"]
    project.write("revert/one.sql", "BEGIN;\nDROP TABLE public.one;\nCOMMIT;\n")
    assert revert(empty_database.url, root=project.root) == ["one"]
    assert tables(empty_database) == []


def test_what_a_verify_script_writes_is_taken_back(
    project: Project, empty_database: Database
) -> None:
    """At the deployment and at every later look."""
    insert = "INSERT INTO public.one VALUES (1)"
    project.add("one", "CREATE TABLE public.one (a integer)", verify=insert)
    deploy(empty_database.url, root=project.root)
    assert verify(empty_database.url, root=project.root)[0].ok
    with empty_database.connect() as connection:
        assert connection.execute("SELECT count(*) FROM public.one").fetchone() == (0,)


def test_a_script_without_begin_runs_outside_a_transaction(
    project: Project, empty_database: Database
) -> None:
    """CREATE INDEX CONCURRENTLY works, and counts as applied."""
    project.add_table("one")
    project.add("index", "", verify="SELECT 1 / count(*) FROM pg_class WHERE relname = 'one_idx'")
    project.write("deploy/index.sql", "CREATE INDEX CONCURRENTLY one_idx ON public.one (a);\n")
    project.write("revert/index.sql", "DROP INDEX CONCURRENTLY public.one_idx;\n")
    deploy(empty_database.url, root=project.root)
    assert all(check.ok for check in verify(empty_database.url, root=project.root))
    assert revert(empty_database.url, root=project.root, to="one") == ["index"]


def test_a_role_taken_by_a_script_ends_with_it(project: Project, empty_database: Database) -> None:
    """The next script runs as the deployer again, as it would in a new psql."""
    project.add("one", "SET ROLE pg_monitor")
    project.add("two", "CREATE TABLE public.owned ()")
    deploy(empty_database.url, root=project.root)
    with empty_database.connect() as connection:
        query = "SELECT tableowner FROM pg_tables WHERE tablename = 'owned'"
        assert connection.execute(query).fetchone() == ("postgres",)


def test_a_database_ahead_of_the_plan_is_left_alone(
    project: Project, empty_database: Database
) -> None:
    """An older release refuses to deploy over a newer one, and says what it does not know."""
    project.add_table("one")
    project.add_table("two")
    deploy(empty_database.url, root=project.root)
    project.lines.pop()
    project.plan("# the plan as it was before two")
    with pytest.raises(NotDeployableError, match="does not know: two"):
        deploy(empty_database.url, root=project.root)
    assert [state.state for state in states(empty_database.url, root=project.root)] == [
        "applied",
        "unknown",
    ]


def test_a_change_slipped_in_before_an_applied_one_is_refused(
    project: Project, empty_database: Database
) -> None:
    """The plan is only ever appended to."""
    project.add_table("two")
    deploy(empty_database.url, root=project.root)
    project.add_table("one")
    project.lines.reverse()
    project.plan("# reordered")
    with pytest.raises(NotDeployableError, match="one is not applied, though a later change is"):
        deploy(empty_database.url, root=project.root)


def test_a_deploy_script_edited_afterwards_is_noticed(
    project: Project, empty_database: Database
) -> None:
    """As drift in the states, and as a failed check in verify."""
    project.add_table("one")
    deploy(empty_database.url, root=project.root)
    assert not states(empty_database.url, root=project.root)[0].drifted
    project.write("deploy/one.sql", "BEGIN;\nCREATE TABLE public.one (b text);\nCOMMIT;\n")
    assert states(empty_database.url, root=project.root)[0].drifted
    assert [check.ok for check in verify(empty_database.url, root=project.root)] == [False]


def test_code_is_replayed_when_and_only_when_its_digest_differs(
    project: Project, empty_database: Database
) -> None:
    """Editing a file under sql/ is enough; a broken edit leaves the code that was there."""
    project.add("schema", "CREATE SCHEMA ledger", "DROP SCHEMA ledger CASCADE")
    project.add("code_0001", "\\ir ../../sql/code.sql\nSELECT 1")
    _write_code(project, body=1)
    url = empty_database.url
    assert deploy(url, root=project.root).code_replayed is False
    assert deploy(url, root=project.root).code_replayed is False
    _write_code(project, body=2)
    assert deploy(url, root=project.root).code_replayed is True
    assert _body(empty_database) == (2,)
    assert deploy(url, root=project.root).code_replayed is False
    _write_code(project, body=3, extra="SELECT 1/0;")
    with pytest.raises(ChangeFailedError, match="division by zero"):
        deploy(url, root=project.root)
    assert _body(empty_database) == (2,)


def _write_code(project: Project, body: int, extra: str = "") -> None:
    project.write("../sql/code.sql", f"\\ir version.sql\n{extra}\n")
    project.write("../sql/version.sql", _VERSION.format(body=body))


def _body(database: Database) -> tuple[int] | None:
    with database.connect() as connection:
        row: tuple[int] | None = connection.execute("SELECT body FROM ledger.version()").fetchone()
        return row
