-- Write one transfer of a batch, for people who type.
CREATE OR REPLACE FUNCTION ledger.transfer_item(
    p_from_account_id uuid,
    p_to_account_id uuid,
    p_amount numeric,
    p_currency text DEFAULT NULL,
    p_idempotency_key text DEFAULT NULL,
    p_description text DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL,
    p_effective_at timestamptz DEFAULT NULL,
    p_transaction_type text DEFAULT NULL,
    p_expected_version bigint DEFAULT NULL
)
RETURNS ledger.transfer_request
LANGUAGE plpgsql
IMMUTABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_transfer ledger.transfer_request;
BEGIN
    PERFORM ledger_private.require_short(
        'currency', p_currency, 'idempotency_key', p_idempotency_key,
        'description', p_description, 'transaction_type', p_transaction_type
    );
    PERFORM ledger_private.require_small('metadata', p_metadata);
    v_transfer.from_account_id := p_from_account_id;
    v_transfer.to_account_id := p_to_account_id;
    v_transfer.amount := p_amount;
    v_transfer.currency := p_currency;
    v_transfer.idempotency_key := p_idempotency_key;
    v_transfer.description := p_description;
    v_transfer.metadata := p_metadata;
    v_transfer.effective_at := p_effective_at;
    v_transfer.transaction_type := p_transaction_type;
    v_transfer.expected_version := p_expected_version;
    RETURN v_transfer;
END
$function$;

COMMENT ON FUNCTION ledger.transfer_item(
    uuid, uuid, numeric, text, text, text, jsonb, timestamptz, text, bigint
) IS
'One transfer, for p_transfers of ledger.post_transfers: ARRAY[ledger.transfer_item(…), …]. It posts nothing itself. The arguments are those of ledger.post_transfer.';
