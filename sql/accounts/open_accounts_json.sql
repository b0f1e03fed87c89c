-- Open many accounts from one JSON document, for drivers without arrays of composite types.
CREATE OR REPLACE FUNCTION ledger.open_accounts_json(
    p_accounts jsonb,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.accounts
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM ledger_private.require_permission(ledger_private.resolve_actor(p_actor), 'manage');
    PERFORM ledger_private.require_document(p_accounts, 'accounts');
    PERFORM ledger_private.require_batch_size(jsonb_array_length(p_accounts));
    PERFORM ledger_private.require_fields(p_accounts, 'ledger.account_request');

    RETURN QUERY SELECT * FROM ledger.open_accounts(ARRAY(
        SELECT r FROM jsonb_populate_recordset(NULL::ledger.account_request, p_accounts) AS r
    ), p_actor);
END
$function$;

COMMENT ON FUNCTION ledger.open_accounts_json(jsonb, ledger.actor) IS
'ledger.open_accounts for drivers that cannot send an array of a composite type: p_accounts is a JSON array of 1 to 10000 objects with the fields of ledger.account_request, such as [{"currency": "EUR", "code": "shop:1"}]. The document is refused as in ledger.post_transfers_json (LG109). All else is as in ledger.open_accounts.';
