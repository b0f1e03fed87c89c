-- Count limits and delegations anew after times were brought back to a moment.
CREATE OR REPLACE FUNCTION ledger_private.recount_from(p_at timestamptz)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_limit ledger_private.usage_limit;
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

    UPDATE ledger_private.delegation AS d
    SET
        counts_from_at = date_trunc(d.spend_period, p_at, 'UTC'),
        -- What two periods allowed may be more than one does: then that one is used up.
        spent = (
            SELECT least(coalesce(sum(e.amount), 0), d.spend_limit)
            FROM ledger_audit.transaction_entry AS e
            JOIN ledger_audit.transaction AS t USING (transaction_id)
            WHERE e.account_id = d.account_id
                AND e.account_position > d.granted_position
                AND e.entry_type = 'DEBIT'
                AND t.actor_user_id = d.user_id
                AND ledger_private.booked_at(e.account_id, e.account_position, e.created_at)
                    >= date_trunc(d.spend_period, p_at, 'UTC')
        )
    WHERE d.spend_period IN ('day', 'week', 'month')
        AND d.counts_from_at > p_at;
END
$function$;

COMMENT ON FUNCTION ledger_private.recount_from(timestamptz) IS
'What was used while the clock was ahead counts as used at p_at. The accounts are locked by the caller, and their REPAIR rows are written.';
