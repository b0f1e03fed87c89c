-- Transactions: what was asked, and what became of it.
CREATE OR REPLACE VIEW ledger.transactions AS
SELECT
    t.transaction_id,
    t.from_account_id,
    t.to_account_id,
    round(t.amount, c.minor_units) AS amount,
    t.currency,
    t.transaction_type::text AS transaction_type,
    CASE
        WHEN t.status = 'COMPLETED' AND t.amount <= (
            SELECT sum(r.amount) FROM ledger_private.transaction AS r
            WHERE r.reverses_transaction_id = t.transaction_id
                AND r.status = 'COMPLETED'
        ) THEN 'REVERSED'
        -- Legs of several currencies are reversed whole.
        WHEN t.status = 'COMPLETED' AND t.amount IS NULL AND EXISTS (
            SELECT FROM ledger_private.transaction AS r
            WHERE r.reverses_transaction_id = t.transaction_id
                AND r.status = 'COMPLETED'
        ) THEN 'REVERSED'
        ELSE t.status::text
    END AS status,
    t.failure_code,
    t.failure_detail,
    t.idempotency_key,
    t.description,
    t.metadata,
    t.user_id,
    t.from_account_version,
    t.to_account_version,
    t.effective_at,
    t.created_at,
    t.completed_at,
    t.leg_account_ids,
    t.leg_account_versions,
    t.reverses_transaction_id,
    t.hold_id,
    CASE WHEN t.status = 'COMPLETED' THEN (
        SELECT round(coalesce(sum(r.amount), 0), c.minor_units)
        FROM ledger_private.transaction AS r
        WHERE r.reverses_transaction_id = t.transaction_id
            AND r.status = 'COMPLETED'
    ) END AS reversed_amount
FROM ledger_private.transaction AS t
LEFT JOIN ledger_private.currency AS c USING (currency);

COMMENT ON VIEW ledger.transactions IS
'One row per transfer that was posted (COMPLETED) or refused by a rule (FAILED, with failure_code). reversed_amount is what later transactions gave back of it; when that is all, its status is REVERSED. One that moves money between more than two accounts has leg_account_ids and leg_account_versions, which name its entries, instead of the two sides; amount and currency are NULL when its legs are in several currencies.';
