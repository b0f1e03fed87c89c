-- The values behind LG262: what the delegation leaves.
CREATE OR REPLACE FUNCTION ledger_private.delegation_detail(
    p_item ledger_private.posting_item,
    p_actor ledger.actor
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_left ledger_private.delegation := ledger_private.delegated_left(
        p_item.from_account_id, p_actor.user_id, p_item.created_at
    );
BEGIN
    RETURN jsonb_strip_nulls(jsonb_build_object(
        'account_id', p_item.from_account_id,
        'amount', round(p_item.amount, p_item.minor_units)::text,
        'left', round(v_left.spend_limit - v_left.spent, p_item.minor_units)::text,
        'spend_period', v_left.spend_period,
        'currency', p_item.currency
    ));
END
$function$;

COMMENT ON FUNCTION ledger_private.delegation_detail(
    ledger_private.posting_item, ledger.actor
) IS
'DETAIL of LG262. Amounts are strings with the currency''s decimals.';
