-- The values behind the refusal of one leg: by how much, and on which account.
CREATE OR REPLACE FUNCTION ledger_private.leg_refusal_detail(
    p_code text,
    p_amount numeric,
    p_currency text,
    p_minor_units smallint,
    p_account ledger_private.posting_account,
    p_actor ledger.actor
)
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT CASE p_code
        WHEN 'LG201' THEN jsonb_build_object(
            'account_id', p_account.account_id,
            'needed', round(p_amount, p_minor_units)::text,
            'available', round(
                p_account.balance - p_account.held - p_account.floor, p_minor_units
            )::text,
            'currency', p_currency
        )
        WHEN 'LG202' THEN jsonb_strip_nulls(jsonb_build_object(
            'account_id', p_account.account_id,
            'amount', round(p_amount, p_minor_units)::text,
            -- A customer is not told what somebody else's account holds.
            'room', CASE WHEN ledger_private.account_right(
                p_account.account_id, p_account.user_id, p_actor
            ) IS NOT NULL AND (p_actor.role <> 'customer' OR p_account.user_id = p_actor.user_id)
                THEN round(p_account.ceiling - p_account.balance, p_minor_units)::text
            END,
            'currency', p_currency
        ))
        ELSE jsonb_build_object('account_id', p_account.account_id)
    END
$function$;

COMMENT ON FUNCTION ledger_private.leg_refusal_detail(
    text, numeric, text, smallint, ledger_private.posting_account, ledger.actor
) IS
'DETAIL of what leg_refusal answered. Amounts are strings with the currency''s decimals.';
