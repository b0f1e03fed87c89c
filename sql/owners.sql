-- First of all: what the release says of guards, and owners put back, who then replay the rest.
\set guards `cd sql 2>/dev/null || cd ../sql && sh installed.sh guards`

SET LOCAL zerosum.guards = :'guards'; -- noqa: PRS
DO $do$
DECLARE
    v_object text;
    v_owner text;
BEGIN
    -- Functions are found by what they are called: until 15, to_regprocedure fails at a type that
    -- is not there yet.
    FOR v_object, v_owner IN
        WITH routine AS MATERIALIZED (
            SELECT p.oid::regprocedure::text AS signature, p.proowner
            FROM pg_catalog.pg_proc AS p
            WHERE p.pronamespace <> 'pg_catalog'::regnamespace
        )
        SELECT o.object, o.owner
        FROM (
            SELECT substr(g.key, length('owner ') + 1), split_part(g.value, ',', 1)
            FROM pg_catalog.jsonb_each_text(
                nullif(pg_catalog.current_setting('zerosum.guards'), '')::pg_catalog.jsonb -> 'all'
            ) AS g
            WHERE g.key LIKE 'owner %'
        ) AS o (object, owner)
        CROSS JOIN LATERAL regexp_match(o.object, '^([A-Z ]+) (.*)$') AS n (parts)
        WHERE o.owner <> CASE
            WHEN n.parts[1] = 'SCHEMA' THEN (
                SELECT s.nspowner FROM pg_catalog.pg_namespace AS s
                WHERE s.oid = to_regnamespace(n.parts[2])
            )
            WHEN n.parts[1] IN ('FUNCTION', 'PROCEDURE') THEN (
                SELECT r.proowner FROM routine AS r WHERE r.signature = n.parts[2]
            )
            WHEN n.parts[1] IN ('TYPE', 'DOMAIN') THEN (
                SELECT t.typowner FROM pg_catalog.pg_type AS t WHERE t.oid = to_regtype(n.parts[2])
            )
            ELSE (
                SELECT c.relowner FROM pg_catalog.pg_class AS c
                WHERE c.oid = to_regclass(n.parts[2])
            )
        END::regrole::text
    LOOP
        EXECUTE pg_catalog.format('ALTER %s OWNER TO %I', v_object, v_owner);
        RAISE WARNING 'guard put back: owner %', v_object;
    END LOOP;
END
$do$;
