-- The bytes of a transaction as its row says it.
CREATE OR REPLACE FUNCTION ledger_private.said_bytes(p_transaction ledger_audit.transaction)
RETURNS bytea
LANGUAGE sql
STABLE
AS $function$
    SELECT ledger_private.transaction_bytes(
        p_transaction.transaction_id, p_transaction.user_id, p_transaction.effective_at,
        p_transaction.created_at, p_transaction.transaction_type,
        p_transaction.idempotency_key, p_transaction.description, p_transaction.metadata,
        p_transaction.reverses_transaction_id, p_transaction.hold_id,
        p_transaction.leg_descriptions, p_transaction.actor_user_id, p_transaction.user_role,
        p_transaction.database_user, p_transaction.ip_address, p_transaction.user_agent,
        p_transaction.request_id, p_transaction.api_key_id
    ) || CASE
        WHEN p_transaction.to_account_id IS NOT NULL AND p_transaction.to_account_version IS NULL
            THEN ledger_private.open_credit_bytes(
                p_transaction.to_account_id, p_transaction.transaction_id, p_transaction.amount
            )
        ELSE ''
    END
$function$;

COMMENT ON FUNCTION ledger_private.said_bytes(ledger_audit.transaction) IS
'ledger_private.transaction_bytes of a row that is kept, with the credit where it had no entry yet: for proofs.';
