-- What each account holds now.
CREATE OR REPLACE VIEW ledger.balances AS
SELECT
    a.account_id,
    a.currency,
    round(a.balance + o.amount, a.minor_units) AS balance,
    round(k.held, a.minor_units) AS held,
    round(a.balance + o.amount - k.held, a.minor_units) AS available,
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
) AS k (held)
-- What is not folded into the balance yet.
CROSS JOIN LATERAL (
    SELECT CASE WHEN a.accumulates THEN (
        SELECT coalesce(sum(c.amount), 0)
        FROM ledger_audit.open_credit AS c
        WHERE c.account_id = a.account_id
    ) ELSE 0 END
) AS o (amount);

COMMENT ON VIEW ledger.balances IS
'Balance, held and available amount of each account, in units of its currency.';

COMMENT ON COLUMN ledger.balances.account_id IS 'The account whose balance it is.';
COMMENT ON COLUMN ledger.balances.currency IS 'Asset code of the amounts.';
COMMENT ON COLUMN ledger.balances.balance IS 'Credits less debits that count, in units of the currency.';
COMMENT ON COLUMN ledger.balances.held IS 'What open holds keep of the balance now, in units of the currency; NULL when p_as_of or p_effective_at was given.';
COMMENT ON COLUMN ledger.balances.available IS 'Balance less held, in units of the currency; a floor other than zero is not taken off. NULL when p_as_of or p_effective_at was given.';
COMMENT ON COLUMN ledger.balances.version IS 'How many entries the account had at as_of.';
COMMENT ON COLUMN ledger.balances.as_of IS 'The moment of booking that the balance is true of.';
COMMENT ON COLUMN ledger.balances.effective_at IS 'The effective date that the balance counts up to; NULL: all that is booked counts.';
