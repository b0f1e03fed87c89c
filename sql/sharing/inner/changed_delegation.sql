-- From where a delegation counts, and what is spent under it, when it is made or changed.
CREATE OR REPLACE FUNCTION ledger_private.changed_delegation(
    p_account ledger_private.account,
    p_user_id bigint,
    p_spend_limit numeric,
    p_spend_period text
)
RETURNS ledger_private.delegation
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_was ledger_private.delegation;
    v_is ledger_private.delegation;
BEGIN
    SELECT d.* INTO v_was
    FROM ledger_private.delegation AS d
    WHERE d.account_id = p_account.account_id
        AND d.user_id = p_user_id
        AND coalesce(d.expires_at, 'infinity') > p_account.updated_at;
    v_is := v_was;
    v_is.spent := 0;
    v_is.spend_period := p_spend_period;
    IF v_was.user_id IS NULL THEN
        v_is.granted_position := p_account.audit_position;
        v_is.granted_at := p_account.updated_at;
        RETURN v_is;
    END IF;

    v_is.counts_from_at := CASE p_spend_period
        WHEN 'total' THEN v_was.granted_at
        WHEN 'transaction' THEN NULL
        ELSE date_trunc(p_spend_period, p_account.updated_at, 'UTC')
    END;
    -- The counter goes on where it is one; an account may have many entries.
    v_is.spent := least(p_spend_limit, CASE
        WHEN v_is.counts_from_at IS NULL THEN 0
        WHEN (v_is.spend_period, v_is.counts_from_at) = (v_was.spend_period, v_was.counts_from_at)
            AND v_was.spent < v_was.spend_limit THEN v_was.spent
        ELSE ledger_private.delegated_spent(v_is)
    END);
    RETURN v_is;
END
$function$;

COMMENT ON FUNCTION ledger_private.changed_delegation(
    ledger_private.account, bigint, numeric, text
) IS
'The delegation with granted_position, granted_at, counts_from_at and spent as they are to be stored: those of the grant that is in force, or of p_account as it is now. The account is locked, and the change is in its audit chain.';
