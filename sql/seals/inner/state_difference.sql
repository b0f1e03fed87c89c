-- The first object that is not as it was when the last event about it was sealed.
CREATE OR REPLACE FUNCTION ledger_private.state_difference()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    WITH newest AS MATERIALIZED (
        SELECT DISTINCT ON (s.object_type, s.object_key)
            s.object_type, s.object_key, s.event_position, s.parts
        FROM ledger_audit.sealed_state AS s
        ORDER BY s.object_type, s.object_key, s.event_position DESC
    ),
    present AS MATERIALIZED (
        SELECT
            o.object_type, o.object_key,
            ledger_private.state_hashes(o.object_type, o.object_key, o.parts, h.salt) AS parts
        FROM ledger_private.sealed_objects AS o
        CROSS JOIN (SELECT ledger_private.seal_salt() AS salt) AS h
    ),
    -- Events about these are still to be sealed.
    busy AS MATERIALIZED (
        SELECT DISTINCT t.object
        FROM ledger_private.acts_behind((ledger_private.last_seal()).tree_size) AS a
        CROSS JOIN LATERAL ledger_private.touched_objects(a) AS t (object)
    )
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'object_type', object_type, 'object_key', object_key,
        'event_position', n.event_position,
        'parts', (
            SELECT jsonb_agg(k ORDER BY k)
            FROM jsonb_object_keys(coalesce(n.parts, '{}') || coalesce(p.parts, '{}')) AS k
            WHERE n.parts -> k IS DISTINCT FROM p.parts -> k
        )
    ))
    FROM newest AS n
    FULL JOIN present AS p USING (object_type, object_key)
    WHERE coalesce(n.parts, '{}') IS DISTINCT FROM coalesce(p.parts, '{}')
        AND (ledger_private.last_seal()).tree_size > 0
        AND NOT EXISTS (
            SELECT FROM busy AS b WHERE b.object = ARRAY[object_type, object_key]
        )
    ORDER BY n.event_position, object_type, object_key
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.state_difference() IS
'The first object, by the position it was last sealed with, that is not as it was then, with the names of the parts that differ; or NULL. Objects with events that are not sealed yet are left out.';
