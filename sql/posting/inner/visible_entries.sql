-- The entries of a transaction as far as the actor may see them.
CREATE OR REPLACE FUNCTION ledger_private.visible_entries(
    p_transaction_id uuid,
    p_actor ledger.actor
)
RETURNS SETOF ledger.transaction_entries
LANGUAGE sql
VOLATILE
AS $function$
    SELECT
        v.entry_id, v.transaction_id, v.account_id, v.entry_type, v.amount, v.currency,
        CASE WHEN o.is_open THEN v.account_version END,
        CASE WHEN o.is_open THEN v.balance_after END,
        v.counterparty_account_id, v.description, v.transaction_type, v.effective_at,
        v.created_at
    FROM ledger_private.entries_of(p_transaction_id) WITH ORDINALITY AS e
    CROSS JOIN LATERAL (
        SELECT v.*
        FROM ledger.transaction_entries AS v
        WHERE v.account_id = e.account_id
            AND v.account_version = e.account_version
        LIMIT 1
    ) AS v
    CROSS JOIN LATERAL (
        SELECT t.user_id, t.leg_account_ids, t.reverses_transaction_id
        FROM ledger_private.transaction AS t
        WHERE t.transaction_id = p_transaction_id
        LIMIT 1
    ) AS t
    -- A customer is not told what somebody else's account holds, nor, of what others
    -- asked for, who else was paid.
    CROSS JOIN LATERAL (
        VALUES (ledger_private.account_right(e.account_id, e.user_id, p_actor) IS NOT NULL)
    ) AS o (is_open)
    WHERE o.is_open
        OR (t.user_id = p_actor.user_id AND t.reverses_transaction_id IS NULL)
        OR t.leg_account_ids IS NULL
    ORDER BY e.ordinality
$function$;

COMMENT ON FUNCTION ledger_private.visible_entries(uuid, ledger.actor) IS
'Rows of ledger.transaction_entries. To a customer the version and balance of other people''s accounts are NULL, and other people''s legs of a transaction that is not the customer''s own are left out.';
