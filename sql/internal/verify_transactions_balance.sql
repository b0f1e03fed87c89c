-- Debits equal credits in every transaction, and each has exactly its two entries.
CREATE OR REPLACE FUNCTION ledger_private.verify_transactions_balance()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object('transaction_id', t.transaction_id, 'status', t.status) AS detail
    FROM ledger_private.transaction AS t
    LEFT JOIN (
        SELECT
            e.transaction_id,
            count(*) AS entries,
            sum(CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END) AS total,
            min(e.amount) AS least,
            max(e.amount) AS most,
            min(e.currency) AS currency,
            max(e.currency) AS last_currency
        FROM ledger_private.transaction_entry AS e
        GROUP BY e.transaction_id
    ) AS s USING (transaction_id)
    WHERE CASE
        WHEN t.status = 'COMPLETED' THEN (
            s.entries, s.total, s.least, s.most, s.currency, s.last_currency
        ) IS DISTINCT FROM (
            2::bigint, 0::numeric, t.amount::numeric, t.amount::numeric, t.currency, t.currency
        )
        ELSE s.entries IS NOT NULL
    END
    ORDER BY t.transaction_id
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_transactions_balance() IS
'Debits equal credits in every transaction, and each has exactly its two entries. Returns the first row that breaks this, or NULL.';
