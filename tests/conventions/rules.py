"""Rules of the house that the catalog can answer: each query returns what breaks its rule."""

from __future__ import annotations

from dataclasses import dataclass

from tests.support.schemas import DOORS, FACES, OURS


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, the query for its violations (one text column), and a planted violation.

    ``planted`` is SQL run by a superuser; the query must then return a row with ``named`` in it.
    """

    name: str
    violations: str
    planted: str
    named: str


SAFETY = (
    Rule(
        "definer and trigger functions pin their path to trusted schemas, pg_temp last",
        f"""
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        WHERE p.pronamespace::regnamespace::text IN {OURS}
          AND (p.prosecdef OR p.prorettype = 'trigger'::regtype)
          AND NOT 'search_path=pg_catalog, pg_temp' = ANY (coalesce(p.proconfig, '{{}}'))
        """,
        "ALTER FUNCTION ledger.version() SET search_path = pg_catalog, ledger, pg_temp",
        "ledger.version",
    ),
    Rule(
        "every schema of the owners is in the lists of tests/support/schemas.py",
        f"""
        SELECT n.nspname FROM pg_namespace AS n
        JOIN pg_roles AS r ON r.oid = n.nspowner
        WHERE r.rolname IN ('ledger_owner', 'ledger_audit_owner') AND n.nspname NOT IN {OURS}
        """,
        "CREATE SCHEMA ledger_more AUTHORIZATION ledger_owner",
        "ledger_more",
    ),
    Rule(
        "schema ledger shows nothing that only a gateway may call",
        """
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        WHERE p.pronamespace = 'ledger'::regnamespace
          AND NOT EXISTS (
              SELECT FROM aclexplode(p.proacl) AS a
              WHERE a.grantee NOT IN (p.proowner, 'ledger_app'::regrole)
          )
        """,
        "REVOKE EXECUTE ON FUNCTION ledger.create_user FROM ledger_operator",
        "create_user",
    ),
    Rule(
        "only the face and the audit schema hold definer functions",
        """
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        WHERE p.prosecdef AND p.pronamespace <> ALL (
            ARRAY[
                'ledger', 'ledger_gateway', 'reporting', 'ledger_audit',
                'pg_catalog', 'information_schema'
            ]::regnamespace[]
        )
        """,
        "CREATE FUNCTION ledger_private.climb() RETURNS integer LANGUAGE sql SECURITY DEFINER "
        "SET search_path = pg_catalog, pg_temp AS 'SELECT 1'",
        "climb",
    ),
    Rule(
        "every public function is a definer door",
        f"""
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        WHERE p.pronamespace::regnamespace::text IN {FACES}
          AND NOT p.prosecdef AND p.prokind <> 'p'
        """,
        "ALTER FUNCTION ledger.version() SECURITY INVOKER",
        "ledger.version",
    ),
    Rule(
        "a procedure commits, which neither a definer nor one with settings may",
        f"""
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        WHERE p.pronamespace::regnamespace::text IN {OURS} AND p.prokind = 'p'
          AND (p.prosecdef OR p.proconfig IS NOT NULL)
        """,
        "CREATE PROCEDURE ledger.fix() LANGUAGE sql SECURITY DEFINER "
        "SET search_path = pg_catalog, pg_temp AS 'SELECT 1'",
        "ledger.fix",
    ),
    Rule(
        # PostgreSQL calls such a function once for each column of SELECT (f()).*
        "a door that writes returns rows or one value, never a bare row",
        f"""
        SELECT p.oid::regprocedure::text
        FROM pg_proc AS p
        JOIN pg_type AS t ON t.oid = p.prorettype
        WHERE p.pronamespace::regnamespace::text IN {FACES}
          AND p.prokind = 'f' AND p.provolatile = 'v' AND NOT p.proretset
          AND (t.typtype = 'c' OR t.oid = 'record'::regtype)
        """,
        "CREATE FUNCTION ledger.buy() RETURNS ledger.accounts LANGUAGE sql VOLATILE "
        "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'SELECT NULL::ledger.accounts'",
        "ledger.buy",
    ),
    Rule(
        # It is then called once in WHERE account_id = f(), and its writes are refused.
        "a door that asks for the right to read is STABLE, but for locks, files that are asked for"
        " and what was just written",
        f"""
        SELECT p.oid::regprocedure::text
        FROM pg_proc AS p
        WHERE p.pronamespace::regnamespace::text IN {DOORS} AND p.provolatile = 'v'
          AND (
              p.prosrc ~ 'require_permission[(]v_actor, ''read''[)]'
              OR p.proname ~ '^(get|find|list|preview)_'
          )
          AND p.proname NOT IN (
              'list_events', 'list_transactions', 'require_revision', 'show_entries',
              'create_export', 'remove_export'
          )
        """,
        "ALTER FUNCTION ledger.get_balance VOLATILE",
        "ledger.get_balance",
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
        WHERE n.nspname IN {OURS}
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
            'ledger_reporter', 'ledger_reporter_personal', 'ledger_auditor', 'ledger_relay')
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
          AND c.relnamespace::regnamespace::text IN {OURS}
        """,
        "ALTER TABLE ledger_private.account ENABLE TRIGGER account_50_check_balance",
        "account_50_check_balance",
    ),
    Rule(
        "a trigger on TRUNCATE is on nothing else, and stands where DELETE is refused",
        f"""
        SELECT t.tgname FROM pg_trigger AS t
        JOIN pg_class AS c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND c.relnamespace::regnamespace::text IN {OURS}
          AND CASE WHEN t.tgtype & 32 <> 0 THEN t.tgtype & (4 | 8 | 16) <> 0
              ELSE t.tgtype & 8 <> 0 AND t.tgfoid IN (
                  'ledger_private.refuse_change'::regproc, 'ledger_audit.refuse_change'::regproc
              ) AND NOT EXISTS (
                  SELECT FROM pg_trigger AS o
                  WHERE o.tgrelid = t.tgrelid AND o.tgfoid = t.tgfoid AND o.tgtype & 32 <> 0
              ) END
        """,
        "CREATE OR REPLACE TRIGGER hold_10_refuse_removal BEFORE DELETE OR TRUNCATE "
        "ON ledger_private.hold EXECUTE FUNCTION ledger_private.refuse_change()",
        "hold_10_refuse_removal",
    ),
    Rule(
        "bytes decide whether a unique text is new: COLLATE C, whatever the database's locale",
        f"""
        SELECT format('%s.%s', c.oid::regclass, a.attname)
        FROM pg_index AS i
        JOIN pg_class AS c ON c.oid = i.indrelid
        CROSS JOIN LATERAL unnest(i.indkey::smallint[], i.indcollation::oid[]) AS k (number, named)
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.number
        WHERE i.indisunique AND c.relnamespace::regnamespace::text IN {OURS}
          AND k.named NOT IN (0, (
              SELECT l.oid FROM pg_collation AS l
              WHERE l.collname = 'C' AND l.collnamespace = 'pg_catalog'::regnamespace
          ))
        """,
        "CREATE TABLE ledger_private.nickname (nickname text PRIMARY KEY)",
        "nickname",
    ),
    Rule(
        "no body of a function holds a backslash, whose meaning is a session's choice",
        f"""
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        WHERE p.pronamespace::regnamespace::text IN {OURS} AND strpos(p.prosrc, chr(92)) > 0
        """,
        "CREATE FUNCTION ledger_private.slash() RETURNS text LANGUAGE sql AS $$SELECT '\\d'$$",
        "slash",
    ),
    Rule(
        "no function adds days to a moment, which are as long as a session's time zone says",
        f"""
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        WHERE p.pronamespace::regnamespace::text IN {OURS}
          AND p.prosrc ~* $$interval '[0-9]+ ?(d|w|mon|y)$$
        """,
        "CREATE FUNCTION ledger_private.soon() RETURNS timestamptz LANGUAGE sql "
        "AS $$SELECT now() + interval '1 day'$$",
        "soon",
    ),
    Rule(
        "a moment goes into JSON through moment_text or moment_json, so that no zone shows in it",
        f"""
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        WHERE p.pronamespace::regnamespace::text IN {OURS}
          AND p.prosrc ~ $$'[a-z_]+_at',[[:space:]]+(?!ledger_private[.]moment_(?:text|json))[a-z]$$
        """,
        "CREATE FUNCTION ledger_private.told() RETURNS jsonb LANGUAGE sql "
        "AS $$SELECT jsonb_build_object('told_at', now())$$",
        "told",
    ),
)
