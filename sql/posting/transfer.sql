-- ledger.post_transfer for callers that take one value: UPDATE … SET x = ledger.transfer(…),
-- VALUES lists, JDBC's {? = call …}.
CREATE OR REPLACE FUNCTION ledger.transfer(
    p_from_account_id uuid,
    p_to_account_id uuid,
    p_amount numeric,
    p_currency text DEFAULT NULL,
    p_idempotency_key text DEFAULT NULL,
    p_description text DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL,
    p_effective_at timestamptz DEFAULT NULL,
    p_transaction_type text DEFAULT 'transfer',
    p_expected_version bigint DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN (
        SELECT t.transaction_id
        FROM ledger.post_transfer(
            p_from_account_id, p_to_account_id, p_amount, p_currency, p_idempotency_key,
            p_description, p_metadata, p_effective_at, p_transaction_type, p_expected_version,
            p_actor
        ) AS t
    );
END
$function$;

COMMENT ON FUNCTION ledger.transfer(
    uuid, uuid, numeric, text, text, text, jsonb, timestamptz, text, bigint, ledger.actor
) IS
'Move p_amount between two accounts and return only the transaction_id. Arguments, errors, locks and repeats are those of ledger.post_transfer. One value, so it can stand where a row can''t: UPDATE t SET transaction_id = ledger.transfer(…), INSERT … VALUES, JDBC''s {? = call ledger.transfer(…)}.';
