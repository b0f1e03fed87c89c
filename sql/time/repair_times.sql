-- Bring back what is ahead of the clock, on file, so that what comes next is dated now.
CREATE OR REPLACE FUNCTION ledger.repair_times(
    p_now timestamptz,
    p_reason text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.audit_logs
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '3s'
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_at timestamptz;
    v_account ledger_private.account;
    v_detail jsonb;
    v_repaired uuid[] := ARRAY[]::uuid[];
BEGIN
    PERFORM ledger_private.require_short('reason', p_reason);
    PERFORM ledger_private.require_permission(v_actor, 'administer');
    IF p_now IS NULL OR coalesce(p_reason, '') = '' THEN
        PERFORM ledger_private.raise_error('LG108', '{"missing": ["now", "reason"]}');
    ELSIF length(p_reason) > 1000 OR p_reason ~ '[[:cntrl:]]'
        OR NOT ledger_private.is_prose(p_reason)
    THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "reason"}');
    END IF;
    -- Nothing is posted meanwhile, so all that is ahead is brought back to one moment.
    PERFORM ledger_private.lock_periods();
    v_at := clock_timestamp();
    IF p_now NOT BETWEEN v_at - ledger_private.clock_tolerance()
        AND v_at + ledger_private.clock_tolerance()
    THEN
        PERFORM ledger_private.raise_error('LG341', jsonb_build_object(
            'now', ledger_private.moment_text(p_now),
            'clock', ledger_private.moment_text(v_at)
        ));
    END IF;

    FOR v_account IN
        SELECT a.*
        FROM ledger_private.account AS a
        WHERE a.updated_at > v_at
            OR EXISTS (
                SELECT FROM ledger_private.usage_limit AS l
                JOIN ledger_private.usage_counter AS c USING (limit_id)
                WHERE c.updated_at > v_at
                    AND l.user_id = a.user_id
                    AND coalesce(l.account_id, a.account_id) = a.account_id
            )
        ORDER BY a.account_id
    LOOP
        v_detail := jsonb_build_object(
            'from', ledger_private.moment_text(v_account.updated_at), 'reason', p_reason
        );
        v_account.updated_at := v_at;
        v_account := ledger_private.append_audit(v_account, 'REPAIR', v_detail, v_actor, v_at);
        PERFORM ledger_private.store_account(v_account);
        PERFORM ledger_private.note_account('account.repaired', v_account.account_id, v_actor);
        v_repaired := v_repaired || v_account.account_id;
    END LOOP;
    PERFORM ledger_private.recount_from(v_at);

    RETURN QUERY
    SELECT l.*
    FROM unnest(v_repaired) AS r (account_id)
    JOIN ledger_private.account AS a USING (account_id)
    JOIN ledger.audit_logs AS l
        ON l.account_id = a.account_id AND l.account_position = a.audit_position
    ORDER BY l.account_id;
END
$function$;

COMMENT ON FUNCTION ledger.repair_times(timestamptz, text, ledger.actor) IS
'For the day after the server''s clock ran ahead. Each account that was last changed later than now gets an audit row REPAIR, which says from when it was brought back and why, and is dated now; its entries and holds keep what they say and count from then on as booked at the repair at the latest; limits and delegations are counted anew by that. p_now is what an independent clock shows: LG341 when the server''s clock is not within a minute of it. Returns the audit rows; none when nothing was ahead. Waits for postings in flight, up to 3 seconds (LG350: retry), and keeps others waiting until it is done. Administrators only. Safe to repeat.';
