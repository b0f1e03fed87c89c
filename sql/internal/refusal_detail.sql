-- The values behind a refusal by a rule: by how much, and on which account.
CREATE OR REPLACE FUNCTION ledger_private.refusal_detail(
    p_code text,
    p_item ledger_private.posting_item,
    p_from ledger_private.posting_account,
    p_to ledger_private.posting_account,
    p_actor ledger.actor
)
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT CASE p_code
        WHEN 'LG201' THEN jsonb_build_object(
            'account_id', p_from.account_id,
            'needed', round(p_item.amount, p_item.minor_units)::text,
            'available', round(
                p_from.balance - p_from.held - p_from.floor, p_item.minor_units
            )::text,
            'currency', p_item.currency
        )
        WHEN 'LG202' THEN jsonb_strip_nulls(jsonb_build_object(
            'account_id', p_to.account_id,
            'amount', round(p_item.amount, p_item.minor_units)::text,
            -- A customer is not told what somebody else's account holds.
            'room', CASE WHEN p_actor.role <> 'customer' OR p_to.user_id = p_actor.user_id
                THEN round(p_to.ceiling - p_to.balance, p_item.minor_units)::text
            END,
            'currency', p_item.currency
        ))
        WHEN 'LG302' THEN jsonb_build_object(
            'account_id', p_from.account_id,
            'expected_version', p_item.expected_version,
            'version', p_from.version
        )
        WHEN 'LG203' THEN jsonb_build_object('account_id', CASE
            WHEN p_from.status = 'SUSPENDED' THEN p_from.account_id ELSE p_to.account_id
        END)
        WHEN 'LG204' THEN jsonb_build_object('account_id', CASE
            WHEN p_from.status = 'CLOSED' THEN p_from.account_id ELSE p_to.account_id
        END)
    END
$function$;

COMMENT ON FUNCTION ledger_private.refusal_detail(
    text, ledger_private.posting_item, ledger_private.posting_account,
    ledger_private.posting_account, ledger.actor
) IS
'DETAIL of a refusal by a rule. Amounts are strings with the currency''s decimals.';
