-- A transaction as far as the actor may see it: every answer that shows one comes from here.
CREATE OR REPLACE FUNCTION ledger_private.seen_transaction(
    p_transaction ledger.transactions,
    p_actor ledger.actor
)
RETURNS ledger.transactions
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    IF p_actor.role <> 'customer' AND NOT ledger_private.is_restricted(p_actor.scopes) THEN
        RETURN p_transaction;
    END IF;
    -- What was written for the one who asked, the other side is not told.
    IF p_transaction.asked_by IS DISTINCT FROM p_actor.user_id THEN
        p_transaction.idempotency_key := NULL;
        p_transaction.metadata := NULL;
        p_transaction.failure_detail := NULL;
        p_transaction.asked_by := NULL;
    END IF;
    -- How often an account is used is the business of those who may see the account.
    IF NOT ledger_private.sees_account(p_transaction.from_account_id, p_actor) THEN
        p_transaction.from_account_version := NULL;
    END IF;
    IF NOT ledger_private.sees_account(p_transaction.to_account_id, p_actor) THEN
        p_transaction.to_account_version := NULL;
    END IF;
    IF p_transaction.leg_account_ids IS NULL THEN
        RETURN p_transaction;
    END IF;
    -- Who else was paid, and how much in all, is the business of whoever paid.
    IF NOT ledger_private.sees_all_legs(
        p_transaction.user_id, p_transaction.reverses_transaction_id, p_actor
    ) THEN
        p_transaction.amount := NULL;
        p_transaction.leg_account_ids := NULL;
        p_transaction.leg_account_versions := NULL;
    ELSIF p_transaction.leg_account_versions IS NOT NULL THEN
        p_transaction.leg_account_versions := ARRAY(
            SELECT CASE
                WHEN ledger_private.sees_account(l.account_id, p_actor) THEN l.account_version
            END
            FROM unnest(p_transaction.leg_account_ids, p_transaction.leg_account_versions)
                WITH ORDINALITY AS l (account_id, account_version, n)
            ORDER BY l.n
        );
    END IF;
    RETURN p_transaction;
END
$function$;

COMMENT ON FUNCTION ledger_private.seen_transaction(ledger.transactions, ledger.actor) IS
'The row; to a customer, and to a restricted API key, idempotency_key, metadata, failure_detail and asked_by are NULL unless it asked itself, and so are the versions of accounts that it may not see. Where it is one of several in somebody else''s transaction of many legs, or in its reversal, so are the total and the accounts. Whether the actor may see the transaction at all is the caller''s to know.';
