-- Count limits and delegations anew after times were brought back to a moment.
CREATE OR REPLACE FUNCTION ledger_private.recount_from(p_at timestamptz)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_limit ledger_private.usage_limit;
    v_delegation ledger_private.delegation;
BEGIN
    FOR v_limit IN
        SELECT l.*
        FROM ledger_private.usage_limit AS l
        JOIN ledger_private.usage_counter AS c USING (limit_id)
        WHERE c.updated_at > p_at
        ORDER BY l.limit_id
    LOOP
        v_limit.updated_at := p_at;
        PERFORM ledger_private.count_limit(v_limit);
    END LOOP;

    FOR v_delegation IN
        SELECT d.*
        FROM ledger_private.delegation AS d
        WHERE d.spend_period IN ('day', 'week', 'month')
            AND d.counts_from_at > p_at
    LOOP
        v_delegation.counts_from_at := date_trunc(v_delegation.spend_period, p_at, 'UTC');
        -- What two periods allowed may be more than one does: then that one is used up.
        UPDATE ledger_private.delegation AS d
        SET
            counts_from_at = v_delegation.counts_from_at,
            spent = least(ledger_private.delegated_spent(v_delegation), d.spend_limit)
        WHERE d.account_id = v_delegation.account_id
            AND d.user_id = v_delegation.user_id;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger_private.recount_from(timestamptz) IS
'What was used while the clock was ahead counts as used at p_at. The accounts are locked by the caller, and their REPAIR rows are written.';
