-- The values behind a refusal of form: what was sent, and what would do.
CREATE OR REPLACE FUNCTION ledger_private.fault_detail(
    p_code text,
    p_request ledger.transfer_request,
    p_currency text,
    p_minor_units smallint
)
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT CASE p_code
        WHEN 'LG108' THEN jsonb_build_object('missing', to_jsonb(array_remove(ARRAY[
            CASE WHEN p_request.from_account_id IS NULL THEN 'from_account_id' END,
            CASE WHEN p_request.to_account_id IS NULL THEN 'to_account_id' END,
            CASE WHEN p_request.amount IS NULL THEN 'amount' END
        ], NULL)))
        WHEN 'LG109' THEN jsonb_build_object('field', ledger_private.malformed_field(
            p_request.idempotency_key, p_request.description, p_request.metadata,
            p_request.effective_at, p_request.transaction_type, p_request.currency
        ))
        WHEN 'LG105' THEN jsonb_build_object(
            'amount', left(p_request.amount::text, 60), 'currency', p_currency,
            'decimals_allowed', p_minor_units
        )
        WHEN 'LG003' THEN jsonb_build_object('currency', p_request.currency)
        WHEN 'LG205' THEN jsonb_build_object(
            'currency', p_request.currency, 'from_account_currency', p_currency,
            'from_account_id', p_request.from_account_id,
            'to_account_id', p_request.to_account_id
        )
        WHEN 'LG001' THEN jsonb_build_object(
            'from_account_id', p_request.from_account_id,
            'to_account_id', p_request.to_account_id
        )
        WHEN 'LG206' THEN jsonb_build_object(
            'account_id', p_request.from_account_id, 'right', 'viewer', 'needed', 'spender'
        )
        WHEN 'LG107' THEN jsonb_build_object('account_id', p_request.from_account_id)
        ELSE jsonb_build_object('amount', left(p_request.amount::text, 60))
    END
$function$;

COMMENT ON FUNCTION ledger_private.fault_detail(
    text, ledger.transfer_request, text, smallint
) IS
'DETAIL of an LG0xx, LG1xx or LG205 refusal; amounts are strings, as they were sent.';
