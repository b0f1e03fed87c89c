-- What each account holds now.
CREATE OR REPLACE VIEW ledger.balances AS
SELECT
    a.account_id,
    a.currency,
    round(a.balance, a.minor_units) AS balance,
    round(a.held, a.minor_units) AS held,
    round(a.balance - a.held, a.minor_units) AS available,
    a.version::bigint AS version,
    statement_timestamp() AS as_of,
    NULL::timestamptz AS effective_at
FROM ledger_private.account AS a;

COMMENT ON VIEW ledger.balances IS
'Balance, held and available amount of each account, in units of its currency.';
