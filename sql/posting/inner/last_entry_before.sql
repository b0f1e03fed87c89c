-- The last of an account's entries booked before a point: a moment, and within it a version.
CREATE OR REPLACE FUNCTION ledger_private.last_entry_before(
    p_account_id uuid,
    p_version bigint,
    p_at timestamptz,
    p_before_version bigint
)
RETURNS ledger_audit.transaction_entry
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_entry ledger_audit.transaction_entry := ledger_private.last_entry_at(
        p_account_id, p_version, p_at
    );
    v_earlier ledger_audit.transaction_entry;
BEGIN
    IF v_entry.account_version IS NULL
        OR v_entry.created_at < p_at
        OR v_entry.account_version < p_before_version
    THEN
        RETURN v_entry;
    END IF;
    v_earlier := ledger_private.last_entry_at(
        p_account_id, v_entry.account_version - 1, p_at - interval '1 microsecond'
    );
    IF v_earlier.account_version >= p_before_version - 1 OR p_before_version <= 1 THEN
        RETURN v_earlier;
    END IF;
    SELECT e.* INTO v_entry
    FROM ledger_audit.transaction_entry AS e
    WHERE e.account_id = p_account_id
        AND e.account_version = p_before_version - 1;
    RETURN v_entry;
END
$function$;

COMMENT ON FUNCTION ledger_private.last_entry_before(uuid, bigint, timestamptz, bigint) IS
'Of the first p_version entries, the last with (created_at, account_version) < (p_at, p_before_version); NULL when there is none.';
