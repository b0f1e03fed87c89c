"""Everything a person can meet explains itself in psql."""

from __future__ import annotations

from tests.conventions.rules import Rule
from tests.support.schemas import OURS

COMMENTS = (
    Rule(
        "every schema has a comment",
        f"""
        SELECT n.nspname FROM pg_namespace AS n
        WHERE n.nspname IN {OURS} AND obj_description(n.oid, 'pg_namespace') IS NULL
        """,
        "COMMENT ON SCHEMA reporting IS NULL",
        "reporting",
    ),
    Rule(
        "every table, view and type has a comment",
        f"""
        SELECT c.oid::regclass::text FROM pg_class AS c
        WHERE c.relnamespace::regnamespace::text IN {OURS}
          AND c.relkind IN ('r', 'p', 'v', 'm', 'c')
          AND coalesce(
              obj_description(c.oid, 'pg_class'), obj_description(c.reltype, 'pg_type')
          ) IS NULL
        """,
        "CREATE VIEW reporting.unexplained AS SELECT 1 AS one",
        "unexplained",
    ),
    Rule(
        "every column of a table, a view and a type has a comment",
        f"""
        SELECT format('%s.%s', a.attrelid::regclass, a.attname)
        FROM pg_attribute AS a
        JOIN pg_class AS c ON c.oid = a.attrelid
        WHERE c.relnamespace::regnamespace::text IN {OURS}
          AND c.relkind IN ('r', 'p', 'v', 'c')
          AND a.attnum > 0 AND NOT a.attisdropped
          AND col_description(a.attrelid, a.attnum) IS NULL
        """,
        "ALTER TABLE ledger_private.account ADD COLUMN unexplained text",
        "account.unexplained",
    ),
    Rule(
        "every function has a comment",
        f"""
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        WHERE p.pronamespace::regnamespace::text IN {OURS}
          AND obj_description(p.oid, 'pg_proc') IS NULL
        """,
        "CREATE FUNCTION ledger_private.unexplained() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "unexplained",
    ),
    Rule(
        "every group role has a comment",
        """
        SELECT r.rolname FROM pg_roles AS r
        WHERE r.rolname LIKE 'ledger\\_%' AND NOT r.rolcanlogin
          AND shobj_description(r.oid, 'pg_authid') IS NULL
        """,
        "COMMENT ON ROLE ledger_relay IS NULL",
        "ledger_relay",
    ),
    Rule(
        "every domain has a comment",
        f"""
        SELECT t.oid::regtype::text FROM pg_type AS t
        WHERE t.typnamespace::regnamespace::text IN {OURS} AND t.typtype IN ('d', 'e')
          AND obj_description(t.oid, 'pg_type') IS NULL
        """,
        "CREATE DOMAIN ledger.unexplained AS text",
        "unexplained",
    ),
)
