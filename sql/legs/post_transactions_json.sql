-- Post many transactions from one JSON document, for drivers without arrays of composite types.
CREATE OR REPLACE FUNCTION ledger.post_transactions_json(
    p_transactions jsonb,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transaction_result
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM ledger_private.require_permission(ledger_private.resolve_actor(p_actor), 'post');
    PERFORM ledger_private.require_document(p_transactions, 'transactions');
    PERFORM ledger_private.require_batch_size(jsonb_array_length(p_transactions));
    PERFORM ledger_private.require_fields(p_transactions, 'ledger.transaction_request');
    PERFORM ledger_private.require_legs(jsonb_array_length(t.item -> 'entries'), t.n)
    FROM jsonb_array_elements(p_transactions) WITH ORDINALITY AS t (item, n)
    WHERE jsonb_typeof(t.item -> 'entries') = 'array';
    PERFORM ledger_private.require_fields(
        p_transactions, 'ledger.entry_request', p_within => 'entries'
    );

    RETURN QUERY SELECT * FROM ledger.post_transactions(ARRAY(
        SELECT r
        FROM jsonb_populate_recordset(NULL::ledger.transaction_request, p_transactions) AS r
    ), p_actor);
END
$function$;

COMMENT ON FUNCTION ledger.post_transactions_json(jsonb, ledger.actor) IS
'ledger.post_transactions for drivers that cannot send an array of a composite type: p_transactions is a JSON array of 1 to 10000 objects with the fields of ledger.transaction_request, whose entries are an array of at most 1000 objects (LG131) with the fields of ledger.entry_request. The document is refused as in ledger.post_transfers_json (LG109), with the numbers of the item and the leg. All else, keys and results included, is as in ledger.post_transactions.';
