-- Accounts as people and programs see them.
CREATE OR REPLACE VIEW ledger.accounts AS
SELECT
    a.account_id,
    a.user_id,
    c.code,
    a.name,
    a.currency,
    a.account_class::text AS account_class,
    a.status::text AS status,
    round(a.balance, a.minor_units) AS balance,
    round(k.held, a.minor_units) AS held,
    round(a.balance - k.held, a.minor_units) AS available,
    round(a.min_balance, a.minor_units) AS min_balance,
    round(a.max_balance, a.minor_units) AS max_balance,
    a.version::bigint AS version,
    a.metadata,
    a.created_at,
    a.updated_at,
    a.closed_at,
    a.allows_credits,
    g.path AS category,
    a.merged_into_account_id,
    a.audit_position::bigint AS revision
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
) AS k (held);

COMMENT ON VIEW ledger.accounts IS
'Accounts. balance = credits - debits, so the balances of a currency always sum to zero. Amounts carry the currency''s decimals. revision counts every audited change, version the entries.';
