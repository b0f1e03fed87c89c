-- Post many transfers from one JSON document, for drivers without arrays of composite types.
CREATE OR REPLACE FUNCTION ledger.post_transfers_json(
    p_transfers jsonb,
    p_atomic boolean DEFAULT false,
    p_idempotency_key text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transfer_result
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM ledger_private.require_permission(ledger_private.resolve_actor(p_actor), 'post');
    PERFORM ledger_private.require_document(p_transfers, 'transfers');
    PERFORM ledger_private.require_batch_size(jsonb_array_length(p_transfers));
    PERFORM ledger_private.require_fields(p_transfers, 'ledger.transfer_request');

    RETURN QUERY SELECT * FROM ledger.post_transfers(ARRAY(
        SELECT r FROM jsonb_populate_recordset(NULL::ledger.transfer_request, p_transfers) AS r
    ), p_atomic, p_idempotency_key, p_actor);
END
$function$;

COMMENT ON FUNCTION ledger.post_transfers_json(jsonb, boolean, text, ledger.actor) IS
'ledger.post_transfers for drivers that cannot send an array of a composite type: p_transfers is a JSON array of 1 to 10000 objects with the fields of ledger.transfer_request, such as [{"from_account_id": "…", "to_account_id": "…", "amount": "12.50", "idempotency_key": "order-1"}]. A name that is no field, or a value that is none of its field (LG109, with the number of the item, the field, and the names there are), refuses the document whole before anything is posted; so does one of more than 16777216 characters. An amount is a string or a number, taken exactly; a moment has its offset. All else, keys and results included, is as in ledger.post_transfers. It has a name of its own because a call of one name for both would not say what an untyped literal is; of two equal names in an object jsonb itself keeps the last.';
