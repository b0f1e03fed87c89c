-- The last entry of an account booked at or before a moment, by bisection of its versions.
CREATE OR REPLACE FUNCTION ledger_private.last_entry_at(
    p_account_id uuid,
    p_version bigint,
    p_at timestamptz
)
RETURNS ledger_audit.transaction_entry
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_low bigint;
    v_high bigint := p_version + 1;
    v_middle bigint;
    v_entry ledger_audit.transaction_entry;
    v_found ledger_audit.transaction_entry;
BEGIN
    -- What was booked before a repair counts as booked at it at the latest.
    SELECT least(coalesce(max(r.account_version), 0), p_version) INTO v_low
    FROM ledger_audit.audit_log AS r
    WHERE r.account_id = p_account_id
        AND r.action = 'REPAIR'
        AND r.created_at <= p_at;
    -- Versions have no gap and their times never run backwards: 24 key look-ups
    -- find the place among 10 million entries, and no index on time is paid for.
    WHILE v_high - v_low > 1 LOOP
        v_middle := (v_low + v_high) / 2;
        SELECT e.* INTO STRICT v_entry
        FROM ledger_audit.transaction_entry AS e
        WHERE e.account_id = p_account_id
            AND e.account_version = v_middle;
        IF v_entry.created_at <= p_at THEN
            v_low := v_middle;
            v_found := v_entry;
        ELSE
            v_high := v_middle;
        END IF;
    END LOOP;
    IF v_found.account_version IS NULL AND v_low > 0 THEN
        SELECT e.* INTO STRICT v_found
        FROM ledger_audit.transaction_entry AS e
        WHERE e.account_id = p_account_id
            AND e.account_version = v_low;
        v_found.created_at := ledger_private.booked_at(
            p_account_id, v_found.account_position, v_found.created_at
        );
    END IF;
    RETURN v_found;
END
$function$;

COMMENT ON FUNCTION ledger_private.last_entry_at(uuid, bigint, timestamptz) IS
'The newest of the first p_version entries booked at or before p_at, with the moment it counts as booked at in created_at; NULL when there is none yet.';
