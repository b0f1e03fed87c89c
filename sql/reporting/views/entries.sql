-- For reports: entries with codes and a signed amount, found through transaction, time or account.
CREATE OR REPLACE VIEW reporting.entries AS
SELECT
    e.entry_id,
    t.transaction_id,
    e.account_id,
    c.code::text AS account_code,
    e.entry_type,
    round(e.amount, a.minor_units) AS amount,
    round(
        CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END, a.minor_units
    ) AS signed_amount,
    a.currency,
    e.account_version,
    round(e.balance_after, a.minor_units) AS balance_after,
    t.effective_at,
    t.created_at,
    oc.code::text AS counterparty_code,
    CASE WHEN t.leg_descriptions IS NULL THEN t.description ELSE coalesce((
        SELECT l.description
        FROM unnest(t.leg_account_ids, t.leg_account_versions, t.leg_descriptions)
            AS l (account_id, account_version, description)
        WHERE l.account_id = e.account_id
            AND l.account_version = e.account_version
    ), t.description) END AS description,
    t.transaction_type::text AS transaction_type,
    e.user_id
-- No index leads from a transaction to its entries: it names their accounts and versions, which
-- the arrays say to the entries' own key. An open credit and what was folded are named 0, and have
-- keys with the transaction's id. A left join, as each posting has entries, and the planner would
-- take an inner one for a join that finds next to nothing.
FROM ledger_audit.transaction AS t
LEFT JOIN (
    SELECT
        e.transaction_id, e.account_id, e.account_version::bigint AS named_version, e.entry_id,
        e.account_version::bigint AS account_version, e.user_id, e.entry_type::text AS entry_type,
        e.amount::numeric AS amount, e.balance_after::numeric AS balance_after,
        e.is_folded AS is_other
    FROM ledger_audit.transaction_entry AS e
    UNION ALL
    SELECT
        e.transaction_id, e.account_id, 0::bigint AS named_version, e.entry_id,
        e.account_version::bigint AS account_version, e.user_id, e.entry_type::text AS entry_type,
        e.amount::numeric AS amount, e.balance_after::numeric AS balance_after,
        NOT e.is_folded AS is_other
    FROM ledger_audit.transaction_entry AS e
    UNION ALL
    SELECT
        n.transaction_id, n.account_id, 0::bigint AS named_version, NULL AS entry_id,
        NULL AS account_version, n.user_id, 'CREDIT' AS entry_type,
        n.amount::numeric AS amount, NULL AS balance_after, false AS is_other
    FROM ledger_audit.open_credit AS n
) AS e
    ON e.transaction_id = t.transaction_id
    AND e.account_id
        = any(ARRAY[t.from_account_id, t.to_account_id] || t.leg_account_ids)
    AND NOT e.is_other
    AND e.named_version = any(
        ARRAY[t.from_account_version, coalesce(t.to_account_version, 0)]
        || t.leg_account_versions
    )
LEFT JOIN ledger_private.account AS a ON a.account_id = e.account_id
LEFT JOIN ledger_private.account_code AS c
    ON c.account_id = a.account_id AND c.code_number = a.code_number
LEFT JOIN ledger_private.account AS o
    ON o.account_id = CASE e.entry_type WHEN 'DEBIT' THEN t.to_account_id ELSE t.from_account_id END
LEFT JOIN ledger_private.account_code AS oc
    ON oc.account_id = o.account_id AND oc.code_number = o.code_number
WHERE t.status <> 'FAILED';

COMMENT ON VIEW reporting.entries IS
'Double-entry lines, the legs of postings; signed_amount is positive for a credit, and sums to zero per transaction. Read one account''s lines in order from reporting.statement_lines. An open credit of an account that accumulates has no entry_id, account_version and balance_after until it is folded.';

COMMENT ON COLUMN reporting.entries.entry_id IS 'Number of the entry; says nothing about order, and is unique within a cell.';
COMMENT ON COLUMN reporting.entries.transaction_id IS 'The transaction that the entry belongs to; leads to reporting.postings.';
COMMENT ON COLUMN reporting.entries.account_id IS 'The account that the entry changes; leads to reporting.accounts; with account_version the key of the view.';
COMMENT ON COLUMN reporting.entries.account_code IS 'Code of the account that the entry changes.';
COMMENT ON COLUMN reporting.entries.entry_type IS 'DEBIT lowers the balance, CREDIT raises it.';
COMMENT ON COLUMN reporting.entries.amount IS 'Amount of the entry, positive, in units of the currency.';
COMMENT ON COLUMN reporting.entries.signed_amount IS 'The amount, negative for a debit.';
COMMENT ON COLUMN reporting.entries.currency IS 'Asset code of the amount; leads to reporting.currencies.';
COMMENT ON COLUMN reporting.entries.account_version IS 'Number of the entry among its account''s entries, from 1 without gap.';
COMMENT ON COLUMN reporting.entries.balance_after IS 'The account''s balance after this entry, in units of the currency.';
COMMENT ON COLUMN reporting.entries.effective_at IS 'The moment from which the entry counts.';
COMMENT ON COLUMN reporting.entries.created_at IS 'When the entry was booked.';
COMMENT ON COLUMN reporting.entries.counterparty_code IS 'Code of the account on the other side; NULL where a transaction has more than two sides.';
COMMENT ON COLUMN reporting.entries.description IS 'What the leg or the transaction says for itself, or NULL.';
COMMENT ON COLUMN reporting.entries.transaction_type IS 'A word for the transaction''s kind: transfer, deposit, withdrawal, or the caller''s own.';
COMMENT ON COLUMN reporting.entries.user_id IS 'The user who owns the account; leads to reporting.users.';
