-- What holds the rows of tables: constraints, unique indexes, triggers, rules and policies.
CREATE OR REPLACE FUNCTION ledger_private.guards_of_tables()
RETURNS SETOF text[]
LANGUAGE sql
STABLE
AS $function$
    SELECT ARRAY[g.guard, g.definition] AS guard
    FROM (
        -- NOT NULL, which PostgreSQL 18 counts among them, is told with the column.
        SELECT
            format(
                'constraint %I ON %s', k.conname,
                CASE
                    WHEN k.contypid <> 0 THEN 'DOMAIN ' || k.contypid::regtype
                    ELSE k.conrelid::regclass::text
                END
            ) AS guard,
            pg_get_constraintdef(k.oid) AS definition
        FROM pg_constraint AS k
        WHERE k.contype NOT IN ('n', 't')
            AND k.connamespace IN (
                SELECT s.schema_id FROM ledger_private.guarded_schemas() AS s (schema_id)
            )
        UNION ALL
        SELECT
            'index ' || i.indexrelid::regclass,
            pg_get_indexdef(i.indexrelid)
            || CASE WHEN i.indisvalid AND i.indisready AND i.indislive THEN '' ELSE ' invalid' END
        FROM pg_index AS i
        JOIN pg_class AS c ON c.oid = i.indrelid
        WHERE i.indisunique
            AND c.relnamespace IN (
                SELECT s.schema_id FROM ledger_private.guarded_schemas() AS s (schema_id)
            )
        UNION ALL
        SELECT
            format('trigger %I ON %s', t.tgname, t.tgrelid::regclass),
            pg_get_triggerdef(t.oid) || CASE t.tgenabled
                WHEN 'A' THEN '; ENABLE ALWAYS' WHEN 'D' THEN '; DISABLE'
                WHEN 'R' THEN '; ENABLE REPLICA' ELSE '; ENABLE'
            END
        FROM pg_trigger AS t
        JOIN pg_class AS c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal
            AND c.relnamespace IN (
                SELECT s.schema_id FROM ledger_private.guarded_schemas() AS s (schema_id)
            )
        UNION ALL
        -- Foreign keys work by triggers too; those of other schemas' keys are none of the ledger's.
        SELECT
            format(
                'key_trigger %s OF %I ON %s', p.proname, k.conname, k.conrelid::regclass
            ),
            CASE t.tgenabled
                WHEN 'A' THEN 'ENABLE ALWAYS' WHEN 'D' THEN 'DISABLE'
                WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE'
            END
        FROM pg_trigger AS t
        JOIN pg_constraint AS k ON k.oid = t.tgconstraint
        JOIN pg_proc AS p ON p.oid = t.tgfoid
        WHERE t.tgisinternal
            AND k.connamespace IN (
                SELECT s.schema_id FROM ledger_private.guarded_schemas() AS s (schema_id)
            )
        UNION ALL
        SELECT
            format('rule %I ON %s', r.rulename, r.ev_class::regclass), pg_get_ruledef(r.oid)
        FROM pg_rewrite AS r
        JOIN pg_class AS c ON c.oid = r.ev_class
        WHERE r.rulename <> '_RETURN'
            AND c.relnamespace IN (
                SELECT s.schema_id FROM ledger_private.guarded_schemas() AS s (schema_id)
            )
        UNION ALL
        SELECT
            format('policy %I ON %s', y.polname, y.polrelid::regclass),
            concat_ws(
                ' ', y.polcmd::text, CASE WHEN y.polpermissive THEN 'permissive' END,
                pg_get_expr(y.polqual, y.polrelid), pg_get_expr(y.polwithcheck, y.polrelid)
            )
        FROM pg_policy AS y
        JOIN pg_class AS c ON c.oid = y.polrelid
        WHERE c.relnamespace IN (
                SELECT s.schema_id FROM ledger_private.guarded_schemas() AS s (schema_id)
            )
        UNION ALL
        SELECT
            format('event_trigger %I', e.evtname),
            concat_ws(' ', e.evtevent, e.evtfoid::regprocedure::text, e.evtenabled::text)
        FROM pg_event_trigger AS e
    ) AS g (guard, definition)
$function$;

COMMENT ON FUNCTION ledger_private.guards_of_tables() IS
'Constraints, unique indexes, triggers with their state, rules, policies and event triggers, as guards.';
