-- Accounts as people and programs see them.
CREATE OR REPLACE VIEW ledger.accounts AS
SELECT
    a.account_id,
    a.user_id,
    c.code::text AS code,
    a.name::text AS name,
    a.currency,
    a.account_class::text AS account_class,
    a.status::text AS status,
    round(a.balance + o.amount, a.minor_units) AS balance,
    round(k.held, a.minor_units) AS held,
    round(a.balance + o.amount - k.held, a.minor_units) AS available,
    round(a.min_balance, a.minor_units) AS min_balance,
    round(a.max_balance, a.minor_units) AS max_balance,
    a.version::bigint AS version,
    a.metadata,
    a.created_at,
    a.updated_at,
    a.closed_at,
    a.allows_credits,
    g.path::text AS category,
    a.merged_into_account_id,
    a.audit_position::bigint AS revision,
    a.accumulates
FROM ledger_private.account AS a
LEFT JOIN ledger_private.account_code AS c USING (account_id, code_number)
LEFT JOIN ledger_private.category AS g USING (category_id)
-- What holds keep that have not expired; folded into the columns that show it.
CROSS JOIN LATERAL (
    SELECT CASE WHEN a.held = 0 THEN 0 ELSE a.held - (
        SELECT coalesce(sum(h.remaining), 0)
        FROM ledger_private.hold AS h
        WHERE h.account_id = a.account_id
            AND h.status = 'OPEN'
            AND h.expires_at <= statement_timestamp()
    ) END
) AS k (held)
-- What is not folded into the balance yet.
CROSS JOIN LATERAL (
    SELECT CASE WHEN a.accumulates THEN (
        SELECT coalesce(sum(c.amount), 0)
        FROM ledger_audit.open_credit AS c
        WHERE c.account_id = a.account_id
    ) ELSE 0 END
) AS o (amount);

COMMENT ON VIEW ledger.accounts IS
'Accounts. balance = credits - debits, so the balances of a currency always sum to zero. Amounts carry the currency''s decimals. revision counts every audited change, version the entries.';

COMMENT ON COLUMN ledger.accounts.account_id IS 'The account''s id, a UUIDv7 with the bucket of its owner.';
COMMENT ON COLUMN ledger.accounts.user_id IS 'The user who owns the account; 0 is the house.';
COMMENT ON COLUMN ledger.accounts.code IS 'The name people know the account by; unique, or NULL. One that a customer chose begins with ~<user_id>/.';
COMMENT ON COLUMN ledger.accounts.name IS 'Name of the account to show, or NULL.';
COMMENT ON COLUMN ledger.accounts.currency IS 'Asset code of the balance.';
COMMENT ON COLUMN ledger.accounts.account_class IS 'asset, liability, equity, income or expense.';
COMMENT ON COLUMN ledger.accounts.status IS 'ACTIVE, SUSPENDED (pays nothing) or CLOSED (final).';
COMMENT ON COLUMN ledger.accounts.balance IS 'Credits less debits, in units of the currency.';
COMMENT ON COLUMN ledger.accounts.held IS 'What open holds keep of the balance, in units of the currency.';
COMMENT ON COLUMN ledger.accounts.available IS 'What can be spent above a floor of zero: balance less held, in units of the currency.';
COMMENT ON COLUMN ledger.accounts.min_balance IS 'Floor of the available balance; NULL for none.';
COMMENT ON COLUMN ledger.accounts.max_balance IS 'Ceiling of the balance; NULL for none.';
COMMENT ON COLUMN ledger.accounts.version IS 'How many entries the account has in this cell; only postings raise it.';
COMMENT ON COLUMN ledger.accounts.metadata IS 'JSON object that belongs to the account.';
COMMENT ON COLUMN ledger.accounts.created_at IS 'When the account was opened.';
COMMENT ON COLUMN ledger.accounts.updated_at IS 'When the account last changed.';
COMMENT ON COLUMN ledger.accounts.closed_at IS 'When the account was closed, or NULL.';
COMMENT ON COLUMN ledger.accounts.allows_credits IS 'Whether money may come in: an active account''s, or a suspended one''s by choice.';
COMMENT ON COLUMN ledger.accounts.category IS 'Path of the category the account is sorted into, or NULL.';
COMMENT ON COLUMN ledger.accounts.merged_into_account_id IS 'The account that took over this one''s balance and codes, or NULL.';
COMMENT ON COLUMN ledger.accounts.revision IS 'How many audited changes the account has seen; ledger.require_revision takes it.';
COMMENT ON COLUMN ledger.accounts.accumulates IS 'Whether credits may be kept without the account''s lock, and folded into its entries later.';
