"""Names say what a thing is; keys and columns keep to the types of the house."""

from __future__ import annotations

from tests.conventions.rules import Rule
from tests.support.schemas import DOORS, OURS

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
        WHERE t.relnamespace::regnamespace::text IN {OURS}
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
        WHERE t.typnamespace::regnamespace::text IN {OURS} AND c.contype = 'c'
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
        WHERE t.relnamespace::regnamespace::text IN {OURS}
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
        WHERE NOT t.tgisinternal AND c.relnamespace::regnamespace::text IN {OURS}
          AND t.tgname !~ format('^%s_[1-9]\\d_[a-z]+(_[a-z]+)*$', c.relname)
        """,
        "CREATE TRIGGER watch AFTER INSERT ON ledger_private.currency "
        "EXECUTE FUNCTION ledger_private.refuse_change()",
        "watch",
    ),
    Rule(
        "arguments begin with p_; what a procedure gives back is named as a column",
        f"""
        SELECT format('%s: %s', p.oid::regprocedure, a.name)
        FROM pg_proc AS p
        CROSS JOIN LATERAL unnest(p.proargnames, p.proargmodes) AS a (name, mode)
        WHERE p.pronamespace::regnamespace::text IN {OURS} AND a.name !~ '^p_[a-z_]+$'
          AND (p.prokind <> 'p' OR a.mode IS DISTINCT FROM 'b')
        """,
        "CREATE FUNCTION ledger.f(amount numeric) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "amount",
    ),
    Rule(
        "a public function's last argument is the actor, and may be left out",
        f"""
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
        WHERE p.pronamespace::regnamespace::text IN {DOORS}
          AND p.proname NOT IN (
              'bucket_of', 'bucket_of_username', 'credit_leg', 'debit_leg', 'metrics',
              'transfer_item', 'verify', 'verify_recent', 'version'
          )
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
        "moments end in _at, days in _on, answers begin with is_, has_ or a verb",
        f"""
        SELECT format('%s.%s', a.attrelid::regclass, a.attname)
        FROM pg_attribute AS a
        JOIN pg_class AS c ON c.oid = a.attrelid
        WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text IN {OURS}
          AND a.attnum > 0 AND NOT a.attisdropped
          AND CASE a.atttypid
              WHEN 'timestamptz'::regtype THEN a.attname !~ '_at$'
              WHEN 'date'::regtype THEN a.attname !~ '_on$'
              WHEN 'boolean'::regtype THEN a.attname !~ '^((is|has|allows)_|accumulates$)'
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
        WHERE p.pronamespace::regnamespace::text IN {OURS} AND p.proname !~ '^[a-z]+(_[a-z]+)*$'
        """,
        "CREATE FUNCTION ledger.\"F2\"() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "F2",
    ),
    Rule(
        "tables have a primary key",
        f"""
        SELECT c.oid::regclass::text FROM pg_class AS c
        WHERE c.relkind IN ('r', 'p') AND c.relnamespace::regnamespace::text IN {OURS}
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
        WHERE c.contype = 'f' AND c.connamespace::regnamespace::text IN {OURS}
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
