-- Keep what objects are that the events to be sealed are about.
CREATE OR REPLACE FUNCTION ledger_private.seal_states(p_after bigint, p_through bigint)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_salt bytea := ledger_private.seal_salt();
    v_found jsonb;
BEGIN
    -- The first seal takes all that there is.
    IF p_after = 0 THEN
        INSERT INTO ledger_audit.sealed_state (object_type, object_key, event_position, parts)
        SELECT
            o.object_type, o.object_key, p_through,
            ledger_private.state_hashes(o.object_type, o.object_key, o.parts, v_salt)
        FROM ledger_private.sealed_objects AS o;
        RETURN NULL;
    END IF;

    -- One statement: objects, and the acts that explain what has become of them, of one moment.
    WITH act AS MATERIALIZED (
        SELECT a AS act, a.event_type FROM ledger_private.acts_behind(p_after) AS a
    ),
    told AS MATERIALIZED (
        SELECT t.object, a.event_type
        FROM act AS a
        CROSS JOIN LATERAL ledger_private.touched_objects(a.act) AS t (object)
    ),
    touched AS MATERIALIZED (
        SELECT t.object, max(f.event_position) AS event_position
        FROM ledger_audit.feed_event AS f
        JOIN ledger_audit.act AS a ON a.act_id = f.act_id
        CROSS JOIN LATERAL ledger_private.touched_objects(a) AS t (object)
        WHERE f.event_position > p_after AND f.event_position <= p_through
        GROUP BY t.object
    ),
    changed AS MATERIALIZED (
        SELECT
            t.object, t.event_position, l.parts AS old_parts,
            ledger_private.state_hashes(
                t.object[1], t.object[2],
                ledger_private.object_parts(t.object[1], t.object[2]), v_salt
            ) AS new_parts
        FROM touched AS t
        LEFT JOIN LATERAL (
            SELECT s.parts FROM ledger_audit.sealed_state AS s
            WHERE s.object_type = t.object[1] AND s.object_key = t.object[2]
            ORDER BY s.event_position DESC
            LIMIT 1
        ) AS l ON true
    ),
    kept AS (
        INSERT INTO ledger_audit.sealed_state (object_type, object_key, event_position, parts)
        SELECT c.object[1], c.object[2], c.event_position, c.new_parts
        FROM changed AS c
        WHERE c.new_parts IS DISTINCT FROM c.old_parts
    )
    SELECT jsonb_build_object(
        'object_type', c.object[1], 'object_key', c.object[2], 'part', k.part
    )
    INTO v_found
    FROM changed AS c
    CROSS JOIN LATERAL jsonb_object_keys(c.old_parts || c.new_parts) AS k (part)
    WHERE c.old_parts <> '{}'
        AND c.new_parts -> k.part IS DISTINCT FROM c.old_parts -> k.part
        AND NOT EXISTS (
            SELECT FROM told AS t
            WHERE t.object = c.object
                AND ledger_private.explains_change(t.object[1], k.part, t.event_type)
        )
    ORDER BY c.event_position
    LIMIT 1;
    RETURN v_found;
END
$function$;

COMMENT ON FUNCTION ledger_private.seal_states(bigint, bigint) IS
'Writes the states of objects that acts with p_after < position <= p_through are about, where they are new; after 0 those of all objects. Returns the first part that has changed though no act since explains it, or NULL: the caller then refuses.';
