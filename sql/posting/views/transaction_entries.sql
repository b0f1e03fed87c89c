-- Double entry: each side of each posting, with the balance it led to.
CREATE OR REPLACE VIEW ledger.transaction_entries AS
SELECT
    e.entry_id,
    e.transaction_id,
    e.account_id,
    e.entry_type::text AS entry_type,
    round(e.amount, c.minor_units) AS amount,
    e.currency,
    e.account_version::bigint AS account_version,
    round(e.balance_after, c.minor_units) AS balance_after,
    CASE e.entry_type
        WHEN 'DEBIT' THEN t.to_account_id ELSE t.from_account_id
    END AS counterparty_account_id,
    CASE WHEN t.leg_descriptions IS NULL THEN t.description ELSE coalesce((
        SELECT l.description
        FROM unnest(t.leg_account_ids, t.leg_account_versions, t.leg_descriptions)
            AS l (account_id, account_version, description)
        WHERE l.account_id = e.account_id
            AND l.account_version = e.account_version
    ), t.description) END AS description,
    t.transaction_type::text AS transaction_type,
    t.effective_at,
    e.created_at
FROM ledger_private.transaction_entry AS e
JOIN ledger_private.transaction AS t USING (transaction_id)
JOIN ledger_private.currency AS c ON c.currency = e.currency;

COMMENT ON VIEW ledger.transaction_entries IS
'Entries. A DEBIT lowers the account''s balance by amount, a CREDIT raises it; account_version counts an account''s entries without gap. counterparty_account_id is NULL where a transaction has more than two sides. description is the legs own, if it has one.';
