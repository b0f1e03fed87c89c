-- Post a transaction whose legs are one JSON document.
CREATE OR REPLACE FUNCTION ledger.post_transaction_json(
    p_entries jsonb,
    p_total numeric DEFAULT NULL,
    p_idempotency_key text DEFAULT NULL,
    p_description text DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL,
    p_effective_at timestamptz DEFAULT NULL,
    p_transaction_type text DEFAULT 'transaction',
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transactions
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM ledger_private.require_permission(ledger_private.resolve_actor(p_actor), 'post');
    PERFORM ledger_private.require_document(p_entries, 'entries');
    PERFORM ledger_private.require_legs(jsonb_array_length(p_entries));
    PERFORM ledger_private.require_fields(p_entries, 'ledger.entry_request', 'leg');

    RETURN QUERY SELECT * FROM ledger.post_transaction(
        ARRAY(SELECT r FROM jsonb_populate_recordset(NULL::ledger.entry_request, p_entries) AS r),
        p_total, p_idempotency_key, p_description, p_metadata, p_effective_at,
        p_transaction_type, p_actor
    );
END
$function$;

COMMENT ON FUNCTION ledger.post_transaction_json(
    jsonb, numeric, text, text, jsonb, timestamptz, text, ledger.actor
) IS
'ledger.post_transaction for drivers that cannot send an array of a composite type: p_entries is a JSON array of 2 to 1000 objects (LG131) with the fields of ledger.entry_request, such as [{"account_id": "…", "entry_type": "DEBIT", "amount": "10.00"}, {"account_id": "…", "entry_type": "CREDIT", "kind": "rest"}]. The document is refused as in ledger.post_transfers_json (LG109), with the number of the leg. All else is as in ledger.post_transaction.';
