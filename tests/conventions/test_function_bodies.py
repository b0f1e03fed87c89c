"""Every function body names what is there: plpgsql_check, on Debian's PostgreSQL 15."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.support.schemas import OURS, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.rig import Rig

pytestmark = pytest.mark.system

# A trigger function is checked with each table it serves; transition tables by their names.
_FINDINGS = f"""
    SELECT f.name, c.lineno, c.level, c.message, c.detail
    FROM (
        SELECT p.oid, p.oid::regprocedure::text, 0::oid, NULL::name, NULL::name
        FROM pg_proc AS p
        JOIN pg_language AS l ON l.oid = p.prolang
        WHERE l.lanname = 'plpgsql' AND p.prorettype <> 'trigger'::regtype
          AND p.pronamespace::regnamespace::text IN {OURS}
        UNION
        SELECT t.tgfoid, t.tgfoid::regprocedure::text, t.tgrelid, t.tgoldtable, t.tgnewtable
        FROM pg_trigger AS t
        JOIN pg_class AS c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal
          AND c.relnamespace::regnamespace::text IN {TABLES}
    ) AS f (oid, name, relation, old_table, new_table)
    CROSS JOIN LATERAL plpgsql_check_function_tb(
        f.oid, f.relation, oldtable => f.old_table, newtable => f.new_table,
        performance_warnings => false, extra_warnings => true, security_warnings => true
    ) AS c
    ORDER BY f.name, c.lineno
"""
_BROKEN = """
    CREATE FUNCTION ledger_private.broken() RETURNS integer LANGUAGE plpgsql AS $function$
    BEGIN
        RETURN (SELECT nonsense FROM ledger_private.account);
    END
    $function$
"""


@pytest.fixture(scope="module")
def checker(rig: Rig) -> Iterator[psycopg.Connection[Any]]:
    """Give a database with the extension in it."""
    with rig.clone(rig.template) as database, database.connect() as connection:
        try:
            connection.execute("CREATE EXTENSION plpgsql_check")
        except psycopg.errors.FeatureNotSupported:
            pytest.fail(
                "plpgsql_check is missing: run with ZEROSUM_TEST_POSTGRES=system and Debian's "
                "postgresql-15-plpgsql-check",
                pytrace=False,
            )
        yield connection


def test_every_function_is_clean(checker: psycopg.Connection[Any]) -> None:
    """Nothing unknown, unused or unsafe."""
    assert checker.execute(_FINDINGS).fetchall() == []


def test_a_broken_body_is_noticed(checker: psycopg.Connection[Any]) -> None:
    """An unknown column in a body that was created without complaint."""
    with checker.transaction(force_rollback=True):
        checker.execute(_BROKEN)
        messages = [row[3] for row in checker.execute(_FINDINGS)]
    assert messages == ['column "nonsense" does not exist']
