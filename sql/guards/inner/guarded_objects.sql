-- What has an owner and rights: schemas, relations, functions and types.
CREATE OR REPLACE FUNCTION ledger_private.guarded_objects()
RETURNS SETOF text[]
LANGUAGE sql
STABLE
AS $function$
    SELECT ARRAY[
        o.object, o.owner_id::text,
        coalesce(o.acl, acldefault(o.acl_kind, o.owner_id))::text, o.acl_kind::text
    ] AS parts
    FROM (
        SELECT n.oid, 'SCHEMA ' || quote_ident(n.nspname), n.nspowner, n.nspacl, 'n'::"char"
        FROM pg_namespace AS n
        UNION ALL
        SELECT
            c.relnamespace,
            CASE c.relkind
                WHEN 'v' THEN 'VIEW ' WHEN 'm' THEN 'MATERIALIZED VIEW '
                WHEN 'S' THEN 'SEQUENCE ' WHEN 'f' THEN 'FOREIGN TABLE ' ELSE 'TABLE '
            END || c.oid::regclass,
            c.relowner, c.relacl, CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char"
        FROM pg_class AS c
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
        UNION ALL
        SELECT
            p.pronamespace,
            CASE p.prokind
                WHEN 'p' THEN 'PROCEDURE ' WHEN 'a' THEN 'AGGREGATE ' ELSE 'FUNCTION '
            END || p.oid::regprocedure,
            p.proowner, p.proacl, 'f'
        FROM pg_proc AS p
        UNION ALL
        SELECT
            t.typnamespace,
            CASE t.typtype WHEN 'd' THEN 'DOMAIN ' ELSE 'TYPE ' END || t.oid::regtype,
            t.typowner, t.typacl, 'T'
        FROM pg_type AS t
        LEFT JOIN pg_class AS c ON c.oid = t.typrelid
        WHERE t.typtype IN ('d', 'e', 'r')
            OR (t.typtype = 'c' AND c.relkind = 'c')
            OR (t.typtype = 'b' AND t.typcategory <> 'A')
    ) AS o (schema_id, object, owner_id, acl, acl_kind)
    WHERE o.schema_id IN (
            SELECT s.schema_id FROM ledger_private.guarded_schemas() AS s (schema_id)
        )
$function$;

COMMENT ON FUNCTION ledger_private.guarded_objects() IS
'All objects of the ledger that have an owner and rights: kind and name, as GRANT … ON takes them, the owner''s oid, the rights (those by default too), and the kind as acldefault() takes it.';
