-- A transaction as whoever asked for it was first told, for the same request again.
CREATE OR REPLACE FUNCTION ledger_private.show_transaction(
    p_transaction_id uuid,
    p_actor ledger.actor
)
RETURNS ledger.transactions
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_transaction ledger.transactions;
BEGIN
    SELECT t.* INTO v_transaction
    FROM ledger.transactions AS t
    WHERE t.transaction_id = p_transaction_id;
    IF v_transaction.status = 'REVERSED' THEN
        v_transaction.status := 'COMPLETED';
    END IF;
    v_transaction.reversed_amount := 0 * v_transaction.reversed_amount;
    RETURN ledger_private.seen_transaction(v_transaction, p_actor);
END
$function$;

COMMENT ON FUNCTION ledger_private.show_transaction(uuid, ledger.actor) IS
'The row of ledger.transactions as far as p_actor may see it, before anything of it was reversed; or NULL.';
