-- The first event of some whose rows are not what was sealed.
CREATE OR REPLACE FUNCTION ledger_private.leaf_difference(p_after bigint, p_through bigint)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET plan_cache_mode = force_custom_plan
SET enable_nestloop = on
SET enable_seqscan = off
AS $function$
DECLARE
    v_stored bytea;
    v_found jsonb;
    v_to bigint;
BEGIN
    -- So many at a time are asked for by key and held in memory.
    WHILE p_after < p_through LOOP
        v_to := least(p_after + 4096, p_through);
        v_stored := ledger_private.leaf_hashes(p_after, v_to - p_after);
        SELECT jsonb_strip_nulls(jsonb_build_object(
            'event_position', n, 'transaction_id', f.transaction_id, 'act_id', f.act_id
        ))
        INTO v_found
        FROM generate_series(p_after + 1, v_to) AS n
        LEFT JOIN (
            SELECT l.event_position, l.leaf_hash FROM ledger_private.event_leaves AS l
            WHERE l.event_position > p_after AND l.event_position <= v_to
        ) AS l ON l.event_position = n
        LEFT JOIN ledger_audit.feed_event AS f ON f.event_position = n
        WHERE l.leaf_hash IS DISTINCT FROM
            substring(v_stored FROM ((n - p_after - 1) * 32)::integer + 1 FOR 32)
        ORDER BY n
        LIMIT 1;
        IF v_found IS NOT NULL THEN
            RETURN v_found;
        END IF;
        p_after := v_to;
    END LOOP;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.leaf_difference(bigint, bigint) IS
'The first event with p_after < position <= p_through whose leaf, made from the rows as they are now, is not the one that was sealed; or NULL.';
