-- How much a delegation still lets somebody spend, and from when on that is counted.
CREATE OR REPLACE FUNCTION ledger_private.delegated_left(
    p_account_id uuid,
    p_user_id bigint,
    p_at timestamptz
)
RETURNS ledger_private.delegation
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_left ledger_private.delegation;
    v_counts_from_at timestamptz;
BEGIN
    SELECT d.* INTO v_left
    FROM ledger_private.delegation AS d
    WHERE d.account_id = p_account_id
        AND d.user_id = p_user_id
        AND d.kind <> 'viewer'
        AND coalesce(d.expires_at, 'infinity') > p_at;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    -- Periods of UTC; a limit on each transaction counts nothing.
    v_counts_from_at := CASE v_left.spend_period
        WHEN 'total' THEN v_left.granted_at
        WHEN 'transaction' THEN NULL
        ELSE date_trunc(v_left.spend_period, p_at, 'UTC')
    END;
    IF v_left.counts_from_at IS DISTINCT FROM v_counts_from_at OR v_counts_from_at IS NULL THEN
        v_left.spent := 0;
    END IF;
    v_left.counts_from_at := v_counts_from_at;
    RETURN v_left;
END
$function$;

COMMENT ON FUNCTION ledger_private.delegated_left(uuid, bigint, timestamptz) IS
'The delegation under which p_user_id may spend from the account at p_at, with counts_from_at and spent of the period that p_at lies in; NULL when there is none. The account is locked, so nothing changes meanwhile.';
