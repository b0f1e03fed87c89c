-- What tables and views are, and their columns; and the types beside them.
CREATE OR REPLACE FUNCTION ledger_private.guards_of_relations()
RETURNS SETOF text[]
LANGUAGE sql
STABLE
AS $function$
    SELECT ARRAY[g.guard, g.definition] AS guard
    FROM (
        SELECT
            'relation ' || c.oid::regclass AS guard,
            concat_ws(
                ' ',
                CASE c.relkind
                    WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' WHEN 'c' THEN 'type'
                    WHEN 'S' THEN 'sequence' ELSE 'of kind ' || c.relkind::text
                END,
                CASE c.relpersistence WHEN 'u' THEN 'unlogged' WHEN 't' THEN 'temporary' END,
                CASE WHEN c.relrowsecurity THEN 'row security' END,
                CASE WHEN c.relforcerowsecurity THEN 'forced' END,
                CASE WHEN c.relkind = 'v' THEN array_to_string(c.reloptions, ' ') END,
                'inherits ' || (
                    SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)
                    FROM pg_inherits AS i WHERE i.inhrelid = c.oid
                ),
                CASE WHEN c.relkind IN ('v', 'c') THEN (
                    SELECT string_agg(
                        format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', '
                        ORDER BY a.attnum
                    )
                    FROM pg_attribute AS a
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                ) END
            ) AS definition
        FROM pg_class AS c
        WHERE c.relkind NOT IN ('i', 'I', 't')
            AND c.relnamespace IN (
                SELECT s.schema_id FROM ledger_private.guarded_schemas() AS s (schema_id)
            )
        UNION ALL
        SELECT
            'view ' || c.oid::regclass,
            encode(sha256(convert_to(pg_get_viewdef(c.oid), 'UTF8')), 'hex')
        FROM pg_class AS c
        WHERE c.relkind IN ('v', 'm')
            AND c.relnamespace IN (
                SELECT s.schema_id FROM ledger_private.guarded_schemas() AS s (schema_id)
            )
        UNION ALL
        SELECT
            format('column %s.%I', c.oid::regclass, a.attname),
            concat_ws(
                ' ', format_type(a.atttypid, a.atttypmod),
                CASE WHEN a.attcollation <> t.typcollation THEN 'COLLATE ' || (
                    SELECT l.collname FROM pg_collation AS l WHERE l.oid = a.attcollation
                ) END,
                CASE WHEN a.attnotnull THEN 'NOT NULL' END,
                CASE WHEN EXISTS (
                    SELECT FROM pg_constraint AS k
                    WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND NOT k.convalidated
                        AND k.conkey = ARRAY[a.attnum]
                ) THEN 'NOT VALID' END,
                CASE WHEN a.attidentity <> '' THEN 'IDENTITY ' || a.attidentity::text END,
                CASE WHEN a.attgenerated <> '' THEN 'GENERATED ' || a.attgenerated::text END,
                'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
            )
        FROM pg_class AS c
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_type AS t ON t.oid = a.atttypid
        LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.relkind IN ('r', 'p', 'f')
            AND c.relnamespace IN (
                SELECT s.schema_id FROM ledger_private.guarded_schemas() AS s (schema_id)
            )
        UNION ALL
        SELECT
            'type ' || t.oid::regtype,
            concat_ws(
                ' ', t.typtype::text, format_type(t.typbasetype, t.typtypmod),
                CASE WHEN t.typnotnull THEN 'NOT NULL' END,
                'DEFAULT ' || t.typdefault,
                'labels ' || (
                    SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                    FROM pg_enum AS e WHERE e.enumtypid = t.oid
                )
            )
        FROM pg_type AS t
        WHERE (t.typtype IN ('d', 'e', 'r') OR t.typtype = 'b' AND t.typcategory <> 'A')
            AND t.typnamespace IN (
                SELECT s.schema_id FROM ledger_private.guarded_schemas() AS s (schema_id)
            )
    ) AS g (guard, definition)
$function$;

COMMENT ON FUNCTION ledger_private.guards_of_relations() IS
'Tables, views, columns, defaults and types, as guards.';
