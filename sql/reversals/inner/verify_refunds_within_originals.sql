-- Reversals take from each account at most what the original gave it, and give to each at
-- most what the original took; no reversal is reversed.
CREATE OR REPLACE FUNCTION ledger_private.verify_refunds_within_originals()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    WITH successor AS MATERIALIZED (
        SELECT a.account_id, ledger_private.successor_of(a.account_id) AS successor_id
        FROM ledger_private.account AS a
        WHERE a.merged_into_account_id IS NOT NULL
    ),
    reversal AS (
        SELECT r.transaction_id, r.reverses_transaction_id
        FROM ledger_audit.transaction AS r
        WHERE r.reverses_transaction_id IS NOT NULL
            AND r.status = 'COMPLETED'
    )
    SELECT jsonb_build_object(
        'transaction_id', b.reverses_transaction_id, 'account_id', b.account_id,
        'original', trim_scale(coalesce(o.amount, 0))::text, 'reversed', trim_scale(b.amount)::text
    ) AS detail
    FROM (
        SELECT
            r.reverses_transaction_id, coalesce(s.successor_id, e.account_id) AS account_id,
            e.entry_type, sum(e.amount) AS amount
        FROM reversal AS r
        JOIN ledger_audit.transaction_entry AS e USING (transaction_id)
        LEFT JOIN successor AS s ON s.account_id = e.account_id
        GROUP BY 1, 2, 3
    ) AS b
    LEFT JOIN (
        SELECT
            e.transaction_id, coalesce(s.successor_id, e.account_id) AS account_id, e.entry_type,
            sum(e.amount) AS amount
        FROM ledger_audit.transaction_entry AS e
        LEFT JOIN successor AS s ON s.account_id = e.account_id
        WHERE e.transaction_id IN (SELECT r.reverses_transaction_id FROM reversal AS r)
            AND e.transaction_id NOT IN (SELECT r.transaction_id FROM reversal AS r)
        GROUP BY 1, 2, 3
    ) AS o
        ON o.transaction_id = b.reverses_transaction_id
        AND o.account_id = b.account_id
        AND o.entry_type = CASE b.entry_type WHEN 'DEBIT' THEN 'CREDIT' ELSE 'DEBIT' END
    WHERE b.amount > coalesce(o.amount, 0)
    ORDER BY 1
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_refunds_within_originals() IS
'Reversals take from each account at most what the original gave it, and give to each at most what the original took, or so with the accounts that these were merged into; no reversal is reversed. Returns the first row that breaks this, or NULL.';
