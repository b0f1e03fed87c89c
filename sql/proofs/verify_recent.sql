-- Prove the newest transactions, and tell what the last proof found: for health and metrics.
CREATE OR REPLACE FUNCTION ledger.verify_recent()
RETURNS SETOF ledger.check_result
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_pass ledger_audit.feed_pass := ledger_private.last_pass();
    v_broken jsonb;
    v_last ledger_private.verification;
    v_guards ledger_private.verification := ledger_private.last_guard_check();
    v_check ledger.check_result;
BEGIN
    v_broken := ledger_private.prove_transactions(ARRAY(
        SELECT f.transaction_id
        FROM ledger_audit.feed_event AS f
        WHERE f.event_position > v_pass.last_position - 100
            AND f.transaction_id IS NOT NULL
        UNION ALL
        (
            SELECT u.transaction_id
            FROM ledger_private.unnumbered_events AS u
            WHERE u.transaction_id IS NOT NULL
            LIMIT 100
        )
    ));
    v_check.name := 'recent_transactions';
    v_check.ok := v_broken = '{}';
    v_check.detail := v_broken;
    RETURN NEXT v_check;

    SELECT v.* INTO v_last
    FROM ledger_private.verification AS v
    ORDER BY v.verification_number DESC
    LIMIT 1;
    v_check.name := 'last_verification';
    v_check.ok := coalesce(v_last.is_ok, true);
    v_check.detail := jsonb_strip_nulls(jsonb_build_object(
        'finished_at', ledger_private.moment_text(v_last.finished_at),
        'is_current', v_last.is_current,
        'behind_events', v_pass.last_position - coalesce(v_last.through_position, 0),
        'broken', nullif(v_last.broken, '{}')
    ));
    RETURN NEXT v_check;

    v_check.name := 'last_guard_check';
    v_check.ok := coalesce(v_guards.broken_guards = '{}', true);
    v_check.detail := jsonb_strip_nulls(jsonb_build_object(
        'finished_at', ledger_private.moment_text(v_guards.finished_at),
        'broken', nullif(v_guards.broken_guards, '{}')
    ));
    RETURN NEXT v_check;
END
$function$;

COMMENT ON FUNCTION ledger.verify_recent() IS
'Three checks whose cost does not grow with the ledger. The first proves the transactions among the 100 newest events of the feed and up to 100 that have no position yet, as ledger.verify_new does. The second tells the outcome of the last ledger.verify_new, and how many positions have been given since; the third what it last found of the guards.';
