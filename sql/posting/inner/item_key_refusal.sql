-- Which restriction of an API key forbids a transfer.
CREATE OR REPLACE FUNCTION ledger_private.item_key_refusal(
    p_item ledger_private.posting_item,
    p_from_account_id uuid,
    p_actor ledger.actor
)
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT ledger_private.key_refusal(
        p_actor, ARRAY[p_from_account_id], p_item.amount, p_item.currency,
        p_item.transaction_type
    )
$function$;

COMMENT ON FUNCTION ledger_private.item_key_refusal(
    ledger_private.posting_item, uuid, ledger.actor
) IS
'What ledger_private.key_refusal says of the account that pays, the amount and the type.';
