-- What an account held at a moment of the world, as its first so many entries tell it.
CREATE OR REPLACE FUNCTION ledger_private.effective_balance(
    p_account_id uuid,
    p_version bigint,
    p_effective_at timestamptz,
    p_before_version bigint
)
RETURNS numeric
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_entry ledger_audit.transaction_entry;
    v_dated_total numeric;
BEGIN
    -- Entries without a date of their own count from their booking.
    v_entry := ledger_private.last_entry_before(
        p_account_id, p_version, p_effective_at, p_before_version
    );
    IF v_entry.account_version IS NOT NULL THEN
        SELECT d.dated_total INTO v_dated_total
        FROM ledger_private.dated_entry AS d
        WHERE d.account_id = p_account_id
            AND d.account_version <= v_entry.account_version
        ORDER BY d.account_version DESC
        LIMIT 1;
    END IF;
    RETURN coalesce(v_entry.balance_after, 0) - coalesce(v_dated_total, 0)
        + ledger_private.dated_total_at(
            p_account_id, p_version, p_effective_at, p_before_version
        );
END
$function$;

COMMENT ON FUNCTION ledger_private.effective_balance(uuid, bigint, timestamptz, bigint) IS
'Sum of the entries with account_version <= p_version and (effective_at, account_version) < (p_effective_at, p_before_version), whatever their number, in a bounded number of look-ups by key.';
