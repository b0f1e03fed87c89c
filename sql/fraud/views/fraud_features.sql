-- What rules may look at.
CREATE OR REPLACE VIEW ledger.fraud_features AS
SELECT
    f.feature,
    f.unit,
    f.meaning
FROM (
    VALUES
    ('amount', 'amount', 'The amount of the transaction on that side, in units of its currency'),
    ('round_zeros', 'count', 'How many zeros the whole amount ends in; 0 when it has decimals that are not zero'),
    ('hour', 'hour', 'Hour of the day of observed_at, UTC'),
    ('idle_days', 'days', 'Days since the account last moved; NULL for its first move'),
    ('minutes_since_in', 'minutes', 'Minutes since the account was last paid; NULL when it never was, and for what it is paid'),
    ('out_count_1h', 'count', 'Payments of the account in the last hour, this one included'),
    ('out_count_24h', 'count', 'Payments of the account in 24 hours'),
    ('out_count_7d', 'count', 'Payments of the account in 7 days'),
    ('out_count_30d', 'count', 'Payments of the account in 30 days'),
    ('out_amount_1h', 'amount', 'What the account paid in the last hour, in units of currency'),
    ('out_amount_24h', 'amount', 'What the account paid in 24 hours, in units of currency'),
    ('out_amount_7d', 'amount', 'What the account paid in 7 days, in units of currency'),
    ('out_amount_30d', 'amount', 'What the account paid in 30 days, in units of currency'),
    ('in_count_1h', 'count', 'How many times the account was paid in the last hour'),
    ('in_count_24h', 'count', 'How many times the account was paid in 24 hours'),
    ('in_count_7d', 'count', 'How many times the account was paid in 7 days'),
    ('in_count_30d', 'count', 'How many times the account was paid in 30 days'),
    ('in_amount_1h', 'amount', 'What the account was paid in the last hour, in units of currency'),
    ('in_amount_24h', 'amount', 'What the account was paid in 24 hours, in units of currency'),
    ('in_amount_7d', 'amount', 'What the account was paid in 7 days, in units of currency'),
    ('in_amount_30d', 'amount', 'What the account was paid in 30 days, in units of currency'),
    ('refused_count_1h', 'count', 'Payments of the account that were refused in the last hour'),
    ('refused_count_24h', 'count', 'Payments of the account that were refused in 24 hours'),
    ('user_out_count_1h', 'count', 'Payments of all accounts of the owner in the last hour; NULL for accounts without an owner of their own'),
    ('user_out_count_24h', 'count', 'Payments of all accounts of the owner in 24 hours; NULL for accounts without an owner of their own'),
    ('payees_24h', 'count', 'Accounts that the account paid in 24 hours, 1000 at most'),
    ('payers_24h', 'count', 'Accounts that paid the account in 24 hours, 1000 at most'),
    ('pair_count', 'count', 'How many times before the account paid this counterparty, or was paid by it; 0: a new one; NULL without a counterparty'),
    ('median_times', 'ratio', 'The amount in medians of the account''s last 32 moves in that direction; NULL with fewer than 5'),
    ('spreads', 'ratio', 'How many median deviations the amount lies above that median; NULL with fewer than 5 moves'),
    ('hour_share', 'ratio', 'Share of the last 32 moves in that direction within an hour of this hour of day, 0 to 1; NULL with fewer than 5'),
    ('similar_7d', 'count', 'How many of the last 32 moves in that direction, in 7 days, were within a tenth of the amount, this one included'),
    ('passed_on_1h', 'ratio', 'What the account paid in the last hour as a share of what it was paid in it; NULL when it was paid nothing, and for what it is paid'),
    ('share_of_limit', 'ratio', 'The amount as a share of the smallest limit on amounts of that direction as it stood when looked at; NULL without a limit'),
    ('score', 'score', 'Sum of what the other rules gave the transaction; asked on sides that one of them hit')
) AS f (feature, unit, meaning);

COMMENT ON VIEW ledger.fraud_features IS
'Features that a fraud rule may compare. Each is of one side of a transaction: an account that pays or is paid and belongs to a customer: it has an owner, or is a liability.';

COMMENT ON COLUMN ledger.fraud_features.feature IS 'Name of the feature.';
COMMENT ON COLUMN ledger.fraud_features.unit IS 'amount (units of the currency), count, hour (0 to 23, UTC), days, minutes, ratio or score.';
COMMENT ON COLUMN ledger.fraud_features.meaning IS 'What it says; an hour counts in whole minutes, 24 hours and 7 days in whole hours, 30 days in whole days (UTC), the present one included.';
