-- Give back what holds past their expiry still keep: tidying, for what reads honour anyway.
CREATE OR REPLACE FUNCTION ledger_private.release_expired_holds(
    p_account_ids uuid[],
    p_actor ledger.actor
)
RETURNS integer
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_account ledger_private.account;
    v_hold ledger_private.hold;
    v_released integer := 0;
BEGIN
    FOR v_account IN
        SELECT a.*
        FROM ledger_private.account AS a
        WHERE a.account_id = ANY (p_account_ids)
            AND a.held > 0
            -- One that is ahead of the clock is left until it is repaired.
            AND a.updated_at <= v_now + ledger_private.clock_tolerance()
        ORDER BY a.account_id
    LOOP
        FOR v_hold IN
            SELECT h.*
            FROM ledger_private.hold AS h
            WHERE h.account_id = v_account.account_id
                AND h.status = 'OPEN'
                AND h.expires_at <= v_now
            ORDER BY h.hold_id
            FOR NO KEY UPDATE
        LOOP
            v_hold.released := v_hold.released + v_hold.remaining;
            v_account := ledger_private.change_hold(
                v_account, v_hold, 'EXPIRE', v_hold.remaining, NULL, p_actor
            );
            v_released := v_released + 1;
        END LOOP;
    END LOOP;
    RETURN v_released;
END
$function$;

COMMENT ON FUNCTION ledger_private.release_expired_holds(uuid[], ledger.actor) IS
'Releases the expired holds of these accounts, whose rows the caller has locked, and returns how many there were; when any, held and the audit heads of the accounts have changed. Locks the holds in id order.';
