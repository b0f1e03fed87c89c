-- The credit of a transaction that names no entry for it: folded since, or still open.
CREATE OR REPLACE FUNCTION ledger_private.credit_of(p_transaction_id uuid, p_account_id uuid)
RETURNS SETOF ledger_audit.transaction_entry
LANGUAGE sql
STABLE
AS $function$
    SELECT e.*
    FROM ledger_audit.transaction_entry AS e
    WHERE e.transaction_id = p_transaction_id
        AND e.is_folded
    UNION ALL
    SELECT
        NULL, NULL::bigint, NULL::bigint, o.account_id, o.transaction_id, o.user_id,
        o.created_at, o.amount, NULL::numeric, 'CREDIT', a.currency, NULL, false
    FROM ledger_audit.open_credit AS o
    JOIN ledger_private.account AS a USING (account_id)
    WHERE o.transaction_id = p_transaction_id
        AND o.account_id = p_account_id
$function$;

COMMENT ON FUNCTION ledger_private.credit_of(uuid, uuid) IS
'The entry, or a row like one without number, place, balance and hash; by key.';
