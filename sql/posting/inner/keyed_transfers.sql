-- The items of a batch, each with a key: its own, or one of the batch's.
CREATE OR REPLACE FUNCTION ledger_private.keyed_transfers(
    p_transfers ledger.transfer_request[],
    p_idempotency_key text
)
RETURNS ledger.transfer_request[]
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_items ledger.transfer_request[] := ARRAY[]::ledger.transfer_request[];
    v_item ledger.transfer_request;
BEGIN
    FOREACH v_item IN ARRAY p_transfers LOOP
        v_item.idempotency_key := coalesce(
            v_item.idempotency_key, p_idempotency_key || '/' || cardinality(v_items) + 1
        );
        v_items := v_items || v_item;
    END LOOP;
    RETURN v_items;
END
$function$;

COMMENT ON FUNCTION ledger_private.keyed_transfers(ledger.transfer_request[], text) IS
'An item without a key gets that of the batch, a slash and its number, counted from 1.';
