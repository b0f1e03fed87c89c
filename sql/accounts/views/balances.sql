-- What each account holds now.
CREATE OR REPLACE VIEW ledger.balances AS
SELECT
    a.account_id,
    a.currency,
    round(a.balance, a.minor_units) AS balance,
    round(k.held, a.minor_units) AS held,
    round(a.balance - k.held, a.minor_units) AS available,
    a.version::bigint AS version,
    statement_timestamp() AS as_of,
    NULL::timestamptz AS effective_at
FROM ledger_private.account AS a
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

COMMENT ON VIEW ledger.balances IS
'Balance, held and available amount of each account, in units of its currency.';
