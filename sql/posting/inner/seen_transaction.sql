-- A transaction as far as the actor may see it.
CREATE OR REPLACE FUNCTION ledger_private.seen_transaction(
    p_transaction ledger.transactions,
    p_actor ledger.actor
)
RETURNS ledger.transactions
LANGUAGE plpgsql
IMMUTABLE
AS $function$
BEGIN
    -- Who else was paid, and how much in all, is the business of whoever paid.
    IF p_actor.role = 'customer' AND p_transaction.leg_account_ids IS NOT NULL
        AND (
            p_transaction.user_id <> p_actor.user_id
            OR p_transaction.reverses_transaction_id IS NOT NULL
        )
    THEN
        p_transaction.amount := NULL;
        p_transaction.leg_account_ids := NULL;
        p_transaction.leg_account_versions := NULL;
    END IF;
    RETURN p_transaction;
END
$function$;

COMMENT ON FUNCTION ledger_private.seen_transaction(ledger.transactions, ledger.actor) IS
'The row, without its total and its accounts where a customer is one of several in somebody else''s transaction of many legs, or in its reversal. Whether the actor may see it at all is the caller''s to know.';
