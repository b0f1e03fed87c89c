"""Rules of the house that the catalog can answer: each query returns what breaks its rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, the query for its violations (one text column), and a planted violation.

    ``planted`` is SQL run by a superuser; the query must then return a row with ``named`` in it.
    """

    name: str
    violations: str
    planted: str
    named: str


_OURS = "('ledger', 'reporting', 'ledger_private', 'ledger_audit')"

COMMENTS = (
    Rule(
        "every schema has a comment",
        f"""
        SELECT n.nspname FROM pg_namespace AS n
        WHERE n.nspname IN {_OURS} AND obj_description(n.oid, 'pg_namespace') IS NULL
        """,
        "COMMENT ON SCHEMA reporting IS NULL",
        "reporting",
    ),
    Rule(
        "every table, view and type has a comment",
        f"""
        SELECT c.oid::regclass::text FROM pg_class AS c
        WHERE c.relnamespace::regnamespace::text IN {_OURS}
          AND c.relkind IN ('r', 'p', 'v', 'm', 'c')
          AND coalesce(
              obj_description(c.oid, 'pg_class'), obj_description(c.reltype, 'pg_type')
          ) IS NULL
        """,
        "CREATE VIEW reporting.unexplained AS SELECT 1 AS one",
        "unexplained",
    ),
    Rule(
        "every column of a table and of a report has a comment",
        f"""
        SELECT format('%s.%s', a.attrelid::regclass, a.attname)
        FROM pg_attribute AS a
        JOIN pg_class AS c ON c.oid = a.attrelid
        WHERE c.relnamespace::regnamespace::text IN {_OURS}
          AND (
              c.relkind IN ('r', 'p')
              OR c.relkind = 'v' AND c.relnamespace = 'reporting'::regnamespace
          )
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
        WHERE p.pronamespace::regnamespace::text IN {_OURS}
          AND obj_description(p.oid, 'pg_proc') IS NULL
        """,
        "CREATE FUNCTION ledger_private.unexplained() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "unexplained",
    ),
    Rule(
        "every domain has a comment",
        f"""
        SELECT t.oid::regtype::text FROM pg_type AS t
        WHERE t.typnamespace::regnamespace::text IN {_OURS} AND t.typtype IN ('d', 'e')
          AND obj_description(t.oid, 'pg_type') IS NULL
        """,
        "CREATE DOMAIN ledger.unexplained AS text",
        "unexplained",
    ),
)

SAFETY = (
    Rule(
        "definer and trigger functions pin their path to trusted schemas, pg_temp last",
        f"""
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        WHERE p.pronamespace::regnamespace::text IN {_OURS}
          AND (p.prosecdef OR p.prorettype = 'trigger'::regtype)
          AND NOT 'search_path=pg_catalog, pg_temp' = ANY (coalesce(p.proconfig, '{{}}'))
        """,
        "ALTER FUNCTION ledger.version() SET search_path = pg_catalog, ledger, pg_temp",
        "ledger.version",
    ),
    Rule(
        "only the face and the audit schema hold definer functions",
        """
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        WHERE p.prosecdef AND p.pronamespace <> ALL (
            ARRAY['ledger', 'ledger_audit', 'pg_catalog', 'information_schema']::regnamespace[]
        )
        """,
        "CREATE FUNCTION ledger_private.climb() RETURNS integer LANGUAGE sql SECURITY DEFINER "
        "SET search_path = pg_catalog, pg_temp AS 'SELECT 1'",
        "climb",
    ),
    Rule(
        "every public function is a definer door",
        """
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        WHERE p.pronamespace = 'ledger'::regnamespace AND NOT p.prosecdef
        """,
        "ALTER FUNCTION ledger.version() SECURITY INVOKER",
        "ledger.version",
    ),
    Rule(
        "everything belongs to its schema's owner, who cannot log in",
        f"""
        SELECT o.name
        FROM (
            SELECT c.oid::regclass::text, c.relnamespace, c.relowner FROM pg_class AS c
            UNION ALL
            SELECT p.oid::regprocedure::text, p.pronamespace, p.proowner FROM pg_proc AS p
            UNION ALL
            SELECT t.oid::regtype::text, t.typnamespace, t.typowner FROM pg_type AS t
        ) AS o (name, namespace, owner)
        JOIN pg_namespace AS n ON n.oid = o.namespace
        JOIN pg_roles AS r ON r.oid = o.owner
        WHERE n.nspname IN {_OURS}
          AND (o.owner <> n.nspowner OR r.rolcanlogin OR r.rolsuper OR r.rolname <> CASE n.nspname
              WHEN 'ledger_audit' THEN 'ledger_audit_owner' ELSE 'ledger_owner' END)
        """,
        "CREATE TABLE ledger_private.strays ()",
        "strays",
    ),
    Rule(
        "no group role can log in, is a superuser or goes around row security",
        """
        SELECT r.rolname FROM pg_roles AS r
        WHERE r.rolname IN ('ledger_owner', 'ledger_audit_owner', 'ledger_app', 'ledger_operator',
            'ledger_reporter', 'ledger_auditor', 'ledger_relay')
          AND (r.rolcanlogin OR r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb)
        """,
        "ALTER ROLE ledger_app LOGIN",
        "ledger_app",
    ),
    Rule(
        "guards fire for everybody, replication included",
        f"""
        SELECT t.tgname FROM pg_trigger AS t
        JOIN pg_class AS c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND t.tgenabled <> 'A'
          AND c.relnamespace::regnamespace::text IN {_OURS}
        """,
        "ALTER TABLE ledger_private.account ENABLE TRIGGER account_50_check_balance",
        "account_50_check_balance",
    ),
)

NAMES = (
    Rule(
        "constraints are named by the rules",
        f"""
        SELECT format('%s: %s', t.relname, c.conname)
        FROM pg_constraint AS c
        JOIN pg_class AS t ON t.oid = c.conrelid
        CROSS JOIN LATERAL (
            SELECT string_agg(a.attname, '_' ORDER BY k.position)
            FROM unnest(c.conkey) WITH ORDINALITY AS k (attnum, position)
            JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
        ) AS k (columns)
        WHERE t.relnamespace::regnamespace::text IN {_OURS}
          AND NOT CASE c.contype
              WHEN 'p' THEN c.conname = t.relname || '_pkey'
              WHEN 'u' THEN c.conname = format('%s_%s_key', t.relname, k.columns)
              WHEN 'f' THEN c.conname = format('%s_%s_fkey', t.relname, k.columns)
              WHEN 'c' THEN starts_with(c.conname, t.relname || '_')
                  AND c.conname !~ '_check\\d*$'
              ELSE true
          END
        """,
        "ALTER TABLE ledger_private.account ADD CHECK (true)",
        "account: account_check",
    ),
    Rule(
        "a domain's constraints are named after it",
        f"""
        SELECT format('%s: %s', t.typname, c.conname)
        FROM pg_constraint AS c
        JOIN pg_type AS t ON t.oid = c.contypid
        WHERE t.typnamespace::regnamespace::text IN {_OURS} AND c.contype = 'c'
          AND (NOT starts_with(c.conname, t.typname || '_') OR c.conname ~ '_check\\d*$')
        """,
        "CREATE DOMAIN ledger.shade AS text CHECK (VALUE <> '')",
        "shade: shade_check",
    ),
    Rule(
        "indexes are named after their table",
        f"""
        SELECT i.indexrelid::regclass::text
        FROM pg_index AS i
        JOIN pg_class AS x ON x.oid = i.indexrelid
        JOIN pg_class AS t ON t.oid = i.indrelid
        WHERE t.relnamespace::regnamespace::text IN {_OURS}
          AND x.relname !~ format('^%s_([a-z_]+_(idx|key)|pkey)$', t.relname)
        """,
        "CREATE INDEX quick ON ledger_private.account (balance)",
        "quick",
    ),
    Rule(
        "triggers are named <table>_<nn>_<does>, so that they fire in the order of their numbers",
        f"""
        SELECT t.tgname FROM pg_trigger AS t
        JOIN pg_class AS c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND c.relnamespace::regnamespace::text IN {_OURS}
          AND t.tgname !~ format('^%s_[1-9]\\d_[a-z]+(_[a-z]+)*$', c.relname)
        """,
        "CREATE TRIGGER watch AFTER INSERT ON ledger_private.currency "
        "EXECUTE FUNCTION ledger_private.refuse_change()",
        "watch",
    ),
    Rule(
        "arguments begin with p_",
        f"""
        SELECT format('%s: %s', p.oid::regprocedure, a.name)
        FROM pg_proc AS p
        CROSS JOIN LATERAL unnest(p.proargnames) AS a (name)
        WHERE p.pronamespace::regnamespace::text IN {_OURS} AND a.name !~ '^p_[a-z_]+$'
        """,
        "CREATE FUNCTION ledger.f(amount numeric) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "amount",
    ),
    Rule(
        "a public function's last argument is the actor, and may be left out",
        """
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        WHERE p.pronamespace = 'ledger'::regnamespace
          AND p.proname NOT IN ('verify', 'version')
          AND (
              p.proargtypes[p.pronargs - 1] IS DISTINCT FROM 'ledger.actor'::regtype
              OR p.proargnames[p.pronargs] <> 'p_actor'
              OR p.pronargdefaults = 0
          )
        """,
        "CREATE FUNCTION ledger.f(p_a text) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "ledger.f",
    ),
    Rule(
        "moments end in _at, days in _on, answers begin with is_, has_ or allows_",
        f"""
        SELECT format('%s.%s', a.attrelid::regclass, a.attname)
        FROM pg_attribute AS a
        JOIN pg_class AS c ON c.oid = a.attrelid
        WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text IN {_OURS}
          AND a.attnum > 0 AND NOT a.attisdropped
          AND CASE a.atttypid
              WHEN 'timestamptz'::regtype THEN a.attname !~ '_at$'
              WHEN 'date'::regtype THEN a.attname !~ '_on$'
              WHEN 'boolean'::regtype THEN a.attname !~ '^(is|has|allows)_'
              WHEN 'timestamp'::regtype THEN true
              WHEN 'float8'::regtype THEN true
              WHEN 'float4'::regtype THEN true
              WHEN 'money'::regtype THEN true
              ELSE false
          END
        """,
        "ALTER TABLE ledger_private.account ADD COLUMN ratio double precision",
        "account.ratio",
    ),
    Rule(
        "functions are verbs with an object, in lower case",
        f"""
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        WHERE p.pronamespace::regnamespace::text IN {_OURS} AND p.proname !~ '^[a-z]+(_[a-z]+)*$'
        """,
        "CREATE FUNCTION ledger.\"F2\"() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "F2",
    ),
    Rule(
        "tables have a primary key",
        f"""
        SELECT c.oid::regclass::text FROM pg_class AS c
        WHERE c.relkind IN ('r', 'p') AND c.relnamespace::regnamespace::text IN {_OURS}
          AND NOT EXISTS (
              SELECT FROM pg_constraint AS k WHERE k.conrelid = c.oid AND k.contype = 'p'
          )
        """,
        "CREATE TABLE ledger_private.heap ()",
        "heap",
    ),
    Rule(
        "each foreign key is led by an index",
        f"""
        SELECT c.conname FROM pg_constraint AS c
        WHERE c.contype = 'f' AND c.connamespace::regnamespace::text IN {_OURS}
          AND NOT EXISTS (
              SELECT FROM pg_index AS i
              WHERE i.indrelid = c.conrelid
                AND (i.indkey::smallint[])[0:array_length(c.conkey, 1) - 1] @> c.conkey
          )
        """,
        "ALTER TABLE ledger_private.account_code ADD COLUMN currency text "
        "CONSTRAINT account_code_currency_fkey REFERENCES ledger_private.currency",
        "account_code_currency_fkey",
    ),
)
