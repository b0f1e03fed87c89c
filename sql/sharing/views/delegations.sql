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
