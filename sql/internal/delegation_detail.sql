-- The values behind LG262: what the delegation leaves.
CREATE OR REPLACE FUNCTION ledger_private.delegation_detail(
    p_account_id uuid,
    p_item ledger_private.posting_item,
    p_actor ledger.actor,
    p_at timestamptz
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_left ledger_private.delegation := ledger_private.delegated_left(
        p_account_id, p_actor.user_id, p_at
    );
BEGIN
    RETURN jsonb_strip_nulls(jsonb_build_object(
        'account_id', p_account_id,
        'amount', round(p_item.amount, p_item.minor_units)::text,
        'left', round(v_left.spend_limit - v_left.spent, p_item.minor_units)::text,
        'spend_period', v_left.spend_period,
        'currency', p_item.currency
    ));
END
$function$;

COMMENT ON FUNCTION ledger_private.delegation_detail(
    uuid, ledger_private.posting_item, ledger.actor, timestamptz
) IS
'DETAIL of LG262. Amounts are strings with the currency''s decimals.';
