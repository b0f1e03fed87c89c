-- What an account's dated entries before a point of the effective axis add up to.
CREATE OR REPLACE FUNCTION ledger_private.dated_total_at(
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
    v_last ledger_private.dated_entry;
    v_version bigint;
    v_total numeric;
BEGIN
    SELECT d.* INTO v_last
    FROM ledger_private.dated_entry AS d
    WHERE d.account_id = p_account_id
        AND d.account_version <= p_version
    ORDER BY d.account_version DESC
    LIMIT 1;
    IF NOT FOUND THEN
        RETURN 0;
    ELSIF v_last.latest_effective_at < p_effective_at THEN
        RETURN v_last.dated_total;
    END IF;

    SELECT d.account_version, d.in_order_total INTO v_version, v_total
    FROM ledger_private.dated_entry AS d
    WHERE d.account_id = p_account_id
        AND NOT d.is_late
        AND (d.effective_at, d.account_version) < (p_effective_at, p_before_version)
    ORDER BY d.effective_at DESC, d.account_version DESC
    LIMIT 1;
    -- In-order entries ascend on both axes: whichever bound comes first decides.
    IF v_version > p_version THEN
        v_total := v_last.in_order_total;
    END IF;
    v_total := coalesce(v_total, 0);
    IF v_last.late_entries > 0 THEN
        v_total := v_total + coalesce((
            SELECT sum(d.signed_amount)
            FROM (
                SELECT d.signed_amount, d.effective_at, d.account_version
                FROM ledger_private.dated_entry AS d
                WHERE d.account_id = p_account_id
                    AND d.is_late
                    AND d.effective_slot IS NULL
                    AND d.account_version <= p_version
                -- They are no more; to say so leads to their own small index.
                ORDER BY d.account_version
                LIMIT 256
            ) AS d
            WHERE (d.effective_at, d.account_version) < (p_effective_at, p_before_version)
        ), 0);
    END IF;
    IF v_last.late_entries > 256
        AND ledger_private.within_calendar(p_effective_at) IS NOT NULL
    THEN
        v_total := v_total + ledger_private.late_total_at(
            p_account_id, p_version, p_effective_at, p_before_version
        );
    END IF;
    RETURN v_total;
END
$function$;

COMMENT ON FUNCTION ledger_private.dated_total_at(uuid, bigint, timestamptz, bigint) IS
'Sum of entries with an effective date of their own, with account_version <= p_version and (effective_at, account_version) < (p_effective_at, p_before_version).';
