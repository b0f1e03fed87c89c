-- Double entry: each side of each posting, with the balance it led to.
CREATE OR REPLACE VIEW ledger.transaction_entries AS
SELECT
    e.entry_id,
    e.transaction_id,
    e.account_id,
    e.entry_type,
    round(e.amount, c.minor_units) AS amount,
    e.currency,
    e.account_version,
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
FROM (
    SELECT
        e.entry_id, e.transaction_id, e.account_id, e.entry_type::text AS entry_type,
        e.amount::numeric AS amount, e.currency, e.account_version::bigint AS account_version,
        e.balance_after::numeric AS balance_after, e.created_at
    FROM ledger_audit.transaction_entry AS e
    UNION ALL
    SELECT
        NULL AS entry_id, o.transaction_id, o.account_id, 'CREDIT' AS entry_type,
        o.amount::numeric AS amount, a.currency, NULL AS account_version,
        NULL AS balance_after, o.created_at
    FROM ledger_audit.open_credit AS o
    JOIN ledger_private.account AS a USING (account_id)
) AS e
JOIN ledger_audit.transaction AS t USING (transaction_id)
JOIN ledger_private.currency AS c ON c.currency = e.currency;

COMMENT ON VIEW ledger.transaction_entries IS
'Entries. A DEBIT lowers the account''s balance by amount, a CREDIT raises it; account_version counts an account''s entries without gap. counterparty_account_id is NULL where a transaction has more than two sides. An open credit of an account that accumulates has no entry_id, account_version and balance_after until it is folded. description is that of the leg, if it has one.';

COMMENT ON COLUMN ledger.transaction_entries.entry_id IS 'Number of the entry; says nothing about order, and is unique within a cell.';
COMMENT ON COLUMN ledger.transaction_entries.transaction_id IS 'The transaction that the entry belongs to.';
COMMENT ON COLUMN ledger.transaction_entries.account_id IS 'The account that the entry changes.';
COMMENT ON COLUMN ledger.transaction_entries.entry_type IS 'DEBIT lowers the balance, CREDIT raises it.';
COMMENT ON COLUMN ledger.transaction_entries.amount IS 'Amount of the entry, positive, in units of the currency.';
COMMENT ON COLUMN ledger.transaction_entries.currency IS 'Asset code of the amount.';
COMMENT ON COLUMN ledger.transaction_entries.account_version IS 'Number of the entry among its account''s entries, from 1 without gap.';
COMMENT ON COLUMN ledger.transaction_entries.balance_after IS 'The account''s balance after this entry, in units of the currency.';
COMMENT ON COLUMN ledger.transaction_entries.counterparty_account_id IS 'The account on the other side; NULL where the transaction has more than two sides.';
COMMENT ON COLUMN ledger.transaction_entries.description IS 'Free text of the leg, else of the transaction, or NULL.';
COMMENT ON COLUMN ledger.transaction_entries.transaction_type IS 'A word for the transaction''s kind: transfer, deposit, withdrawal, or the caller''s own.';
COMMENT ON COLUMN ledger.transaction_entries.effective_at IS 'The moment from which the entry counts.';
COMMENT ON COLUMN ledger.transaction_entries.created_at IS 'When the entry was booked.';
