-- The values behind a refusal of a transfer by a rule: by how much, and on which account.
CREATE OR REPLACE FUNCTION ledger_private.refusal_detail(
    p_code text,
    p_item ledger_private.posting_item,
    p_from ledger_private.posting_account,
    p_to ledger_private.posting_account,
    p_actor ledger.actor
)
RETURNS jsonb
LANGUAGE sql
VOLATILE
AS $function$
    SELECT CASE
        WHEN p_code = 'LG262' THEN ledger_private.delegation_detail(p_item, p_actor)
        WHEN p_code = 'LG340' THEN ledger_private.ahead_account_detail(
            CASE WHEN p_from.updated_at >= p_to.updated_at THEN p_from ELSE p_to END,
            p_item.created_at
        )
        WHEN p_code = 'LG302' THEN jsonb_build_object(
            'account_id', p_from.account_id,
            'expected_version', p_item.expected_version,
            'version', p_from.version
        )
        WHEN p_code = ledger_private.leg_refusal('DEBIT', p_item.amount, p_from)
            THEN ledger_private.leg_refusal_detail(
                p_code, p_item.amount, p_item.currency, p_item.minor_units, p_from, p_actor
            )
        ELSE ledger_private.leg_refusal_detail(
            p_code, p_item.amount, p_item.currency, p_item.minor_units, p_to, p_actor
        )
    END
$function$;

COMMENT ON FUNCTION ledger_private.refusal_detail(
    text, ledger_private.posting_item, ledger_private.posting_account,
    ledger_private.posting_account, ledger.actor
) IS
'DETAIL of a refusal by a rule: that of the leg that was refused, or the version of the payer.';
