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
    v_horizon bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
    v_broken jsonb;
    v_last ledger_private.verification;
    v_check ledger.check_result;
BEGIN
    v_broken := ledger_private.prove_transactions(ARRAY(
        SELECT t.transaction_id
        FROM ledger_audit.transaction AS t
        WHERE t.xact_id >= v_horizon - 200
            AND t.xact_id < v_horizon
        LIMIT 200
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
        'behind_xacts', v_horizon - coalesce(v_last.before_xact_id, 0),
        'broken', nullif(v_last.broken, '{}')
    ));
    RETURN NEXT v_check;
END
$function$;

COMMENT ON FUNCTION ledger.verify_recent() IS
'Two checks whose cost does not grow with the ledger. The first proves up to 200 transactions, of the 200 newest database transactions that have ended, as ledger.verify_new does. The second tells the outcome of the last ledger.verify_new, and how many database transactions have begun since.';
