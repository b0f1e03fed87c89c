-- Accounts shared with other users.
CREATE OR REPLACE VIEW ledger.delegations AS
SELECT
    d.account_id,
    d.user_id,
    d.kind,
    round(d.spend_limit, a.minor_units) AS spend_limit,
    d.spend_period,
    round(d.spent, a.minor_units) AS spent,
    d.counts_from_at,
    a.currency,
    d.granted_at,
    d.expires_at
FROM ledger_private.delegation AS d
JOIN ledger_private.account AS a USING (account_id);

COMMENT ON VIEW ledger.delegations IS
'Who besides its owner may do what with an account: owner everything, spender move money out of it within spend_limit a spend_period (transaction, day, week, month, total; days are UTC), viewer see it. spent is what counts since counts_from_at.';

COMMENT ON COLUMN ledger.delegations.account_id IS 'The account that is shared.';
COMMENT ON COLUMN ledger.delegations.user_id IS 'The user whom it is shared with.';
COMMENT ON COLUMN ledger.delegations.kind IS 'How it is shared: viewer (reads), spender (also pays) or owner (also shares it further).';
COMMENT ON COLUMN ledger.delegations.spend_limit IS 'How much may be spent in a period, in units of the currency; NULL for no limit.';
COMMENT ON COLUMN ledger.delegations.spend_period IS 'transaction, day, week, month or total; NULL without a limit.';
COMMENT ON COLUMN ledger.delegations.spent IS 'What was spent in the period, in units of the currency.';
COMMENT ON COLUMN ledger.delegations.counts_from_at IS 'From when on spent counts: the beginning of the period; NULL before the first.';
COMMENT ON COLUMN ledger.delegations.currency IS 'Asset code of spend_limit and spent.';
COMMENT ON COLUMN ledger.delegations.granted_at IS 'When the account was shared.';
COMMENT ON COLUMN ledger.delegations.expires_at IS 'Until when the account is shared; NULL: until it is revoked.';
