-- Wait until nothing is being posted, and keep postings waiting until commit.
CREATE OR REPLACE FUNCTION ledger_private.lock_periods()
RETURNS ledger_private.open_period
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_period ledger_private.open_period;
BEGIN
    -- Every posting takes row locks on accounts before it reads the clock and the border
    -- of the open period; this waits for those that have and stops those that would.
    -- So posting pays nothing for being closed out, and reading goes on.
    BEGIN
        LOCK TABLE ledger_private.account IN EXCLUSIVE MODE;
    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
        PERFORM ledger_private.raise_error('LG350', '{}');
    END;
    SELECT o.* INTO STRICT v_period
    FROM ledger_private.open_period AS o
    WHERE o.period_id = 1
    FOR UPDATE;
    RETURN v_period;
END
$function$;

COMMENT ON FUNCTION ledger_private.lock_periods() IS
'Locks accounts against posting, not against reading, and returns the period in force. LG350 when a transaction that has posted stays open beyond the lock_timeout of the calling function.';
