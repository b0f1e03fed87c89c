-- Seal what has been numbered since the last seal.
CREATE OR REPLACE FUNCTION ledger.seal_events(
    p_limit integer DEFAULT 4096,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.seals
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_last ledger_audit.seal;
    v_pass ledger_audit.feed_pass;
    v_difference jsonb;
    v_to bigint;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    IF (p_limit BETWEEN 1 AND 100000) IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', 'limit', 'at_least', 1, 'at_most', 100000
        ));
    END IF;

    -- One at a time; an old snapshot would not show the last seal.
    IF current_setting('transaction_read_only') = 'off'
        AND current_setting('transaction_isolation') = 'read committed'
        AND pg_try_advisory_xact_lock('ledger_audit.seal'::regclass::bigint)
    THEN
        v_last := ledger_private.last_seal();
        v_pass := ledger_private.last_pass();
        v_to := least(v_pass.last_position, v_last.tree_size + p_limit);
        -- What was sealed last must still be there: nothing is sealed on top of other rows.
        v_difference := CASE
            WHEN v_pass.last_position < v_last.tree_size THEN jsonb_build_object(
                'event_position', v_pass.last_position + 1, 'tree_size', v_last.tree_size
            )
            WHEN v_to > v_last.tree_size THEN coalesce(
                ledger_private.leaf_difference(
                    greatest(v_last.tree_size - 256, 0), v_last.tree_size
                ),
                ledger_private.seal_states(v_last.tree_size, v_to)
            )
        END;
        IF v_difference IS NOT NULL THEN
            PERFORM ledger_private.raise_error('LG910', v_difference);
        END IF;
        IF v_to > v_last.tree_size THEN
            PERFORM ledger_private.grow_tree(v_last.tree_size, v_to, v_pass.feed_id);
        END IF;
    END IF;
    RETURN QUERY
    SELECT s.* FROM ledger.seals AS s ORDER BY s.tree_size DESC LIMIT 1;
END
$function$;

COMMENT ON FUNCTION ledger.seal_events(integer, ledger.actor) IS
'Make the tree of seals grow by at most p_limit (1 to 100000) numbered events, unless another session is doing that, and return the newest seal; none before the first event. LG910, and nothing is sealed, when the events sealed last are not as they were, or an object that the new events are about has changed in what no event tells. Call it in a database transaction of its own. Safe to repeat.';
