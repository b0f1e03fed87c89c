-- Debits equal credits in every transaction, and each has exactly the entries it names.
CREATE OR REPLACE FUNCTION ledger_private.verify_transactions_balance()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object('transaction_id', b.transaction_id, 'status', b.status) AS detail
    FROM (
        SELECT t.transaction_id, t.status
        FROM ledger_audit.transaction AS t
        LEFT JOIN (
            SELECT
                e.transaction_id,
                count(*) AS entries,
                sum(CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END) AS total,
                sum(e.amount) FILTER (WHERE e.entry_type = 'DEBIT') AS debits,
                min(e.amount) AS least,
                max(e.amount) AS most,
                min(e.currency) AS currency,
                max(e.currency) AS last_currency
            FROM (
                SELECT e.transaction_id, e.entry_type::text AS entry_type, e.amount, e.currency
                FROM ledger_audit.transaction_entry AS e
                UNION ALL
                -- In place of an entry, never beside it.
                SELECT o.transaction_id, 'CREDIT', o.amount, a.currency
                FROM ledger_audit.open_credit AS o
                JOIN ledger_private.account AS a USING (account_id)
            ) AS e
            GROUP BY e.transaction_id
        ) AS s USING (transaction_id)
        WHERE NOT CASE
            WHEN t.status <> 'COMPLETED' THEN s.entries IS NULL
            WHEN t.leg_account_ids IS NULL THEN (
                s.entries, s.total, s.least, s.most, s.currency, s.last_currency
            ) IS NOT DISTINCT FROM (
                2::bigint, 0::numeric, t.amount::numeric, t.amount::numeric, t.currency,
                t.currency
            )
            WHEN t.currency IS NULL THEN coalesce(
                s.entries = cardinality(t.leg_account_ids) AND s.currency <> s.last_currency,
                false
            )
            ELSE (
                s.entries, s.total, s.debits, s.currency, s.last_currency
            ) IS NOT DISTINCT FROM (
                cardinality(t.leg_account_ids)::bigint, 0::numeric, t.amount::numeric,
                t.currency, t.currency
            )
        END
        UNION ALL
        -- Where there are several currencies each balances by itself.
        SELECT t.transaction_id, t.status
        FROM ledger_audit.transaction AS t
        JOIN ledger_audit.transaction_entry AS e USING (transaction_id)
        WHERE t.currency IS NULL
        GROUP BY t.transaction_id, t.status, e.currency
        HAVING sum(CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END) <> 0
    ) AS b
    ORDER BY b.transaction_id
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_transactions_balance() IS
'Debits equal credits in every transaction, and each has exactly the entries it names, or an open credit in place of one. Returns the first row that breaks this, or NULL.';
