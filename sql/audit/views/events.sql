-- Every committed transaction as an event, with the balances it led to.
CREATE OR REPLACE VIEW ledger.events AS
SELECT
    t.xact_id,
    t.transaction_id,
    t.status::text AS status,
    t.failure_code,
    t.transaction_type::text AS transaction_type,
    t.from_account_id,
    t.to_account_id,
    round(t.amount, c.minor_units) AS amount,
    t.currency,
    t.from_account_version,
    (
        SELECT round(e.balance_after, c.minor_units)
        FROM ledger_private.transaction_entry AS e
        WHERE e.account_id = t.from_account_id
            AND e.account_version = t.from_account_version
    ) AS from_balance,
    t.to_account_version,
    (
        SELECT round(e.balance_after, c.minor_units)
        FROM ledger_private.transaction_entry AS e
        WHERE e.account_id = t.to_account_id
            AND e.account_version = t.to_account_version
    ) AS to_balance,
    t.description,
    t.metadata,
    t.user_id,
    t.effective_at,
    t.created_at,
    t.leg_account_ids,
    t.leg_account_versions,
    CASE WHEN t.leg_account_versions IS NOT NULL THEN ARRAY(
        SELECT (
            SELECT round(e.balance_after, a.minor_units)
            FROM ledger_private.transaction_entry AS e
            JOIN ledger_private.account AS a USING (account_id)
            WHERE e.account_id = l.account_id
                AND e.account_version = l.account_version
        )
        FROM unnest(t.leg_account_ids, t.leg_account_versions) WITH ORDINALITY
            AS l (account_id, account_version, n)
        ORDER BY l.n
    ) END AS leg_balances,
    t.reverses_transaction_id,
    t.hold_id
FROM ledger_private.transaction AS t
LEFT JOIN ledger_private.currency AS c USING (currency);

COMMENT ON VIEW ledger.events IS
'The outbox: a view over rows that posting writes anyway. Read it through ledger.list_events, which stays below the commit horizon.';
