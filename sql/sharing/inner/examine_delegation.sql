-- Check what is asked of a delegation.
CREATE OR REPLACE FUNCTION ledger_private.examine_delegation(
    p_account ledger_private.account,
    p_user_id bigint,
    p_kind text,
    p_spend_limit numeric,
    p_spend_period text,
    p_expires_at timestamptz,
    p_actor ledger.actor
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_field text := CASE
        WHEN p_user_id = p_account.user_id THEN 'user_id'
        WHEN p_kind IS NULL OR p_kind NOT IN ('owner', 'spender', 'viewer') THEN 'kind'
        WHEN p_spend_limit IS NOT NULL AND (
            p_kind <> 'spender'
            OR ledger_private.amount_fault(p_spend_limit, p_account.minor_units) IS NOT NULL
        ) THEN 'spend_limit'
        WHEN (p_spend_period IS NULL) <> (p_spend_limit IS NULL)
            OR p_spend_period NOT IN ('transaction', 'day', 'week', 'month', 'total')
            THEN 'spend_period'
        WHEN p_expires_at <= clock_timestamp() THEN 'expires_at'
    END;
BEGIN
    IF v_field IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', v_field));
    ELSIF NOT EXISTS (
        SELECT FROM ledger_private.app_user AS u
        WHERE u.user_id = p_user_id
            AND u.role = 'customer'
    ) THEN
        PERFORM ledger_private.raise_error('LG004', jsonb_build_object('user_id', p_user_id));
    -- Nobody hands on all that was only lent to it.
    ELSIF p_kind = 'owner' AND p_actor.role = 'customer'
        AND p_actor.user_id <> p_account.user_id
    THEN
        PERFORM ledger_private.raise_error('LG206', jsonb_build_object(
            'account_id', p_account.account_id, 'wanted', p_kind
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.examine_delegation(
    ledger_private.account, bigint, text, numeric, text, timestamptz, ledger.actor
) IS
'Raises LG109, LG004 when p_user_id is no customer, or LG206 when a delegated owner wants to make another.';
