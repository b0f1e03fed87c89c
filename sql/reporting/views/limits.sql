-- For reports: limits in force, with what is used of each now.
CREATE OR REPLACE VIEW reporting.limits AS
SELECT
    l.limit_id, l.account_id, l.user_id, l.direction, l.measure, l.currency, l.period,
    l.transaction_type, l.maximum, l.used, l.remaining, l.resets_at, l.created_at
FROM ledger.limits AS l;

COMMENT ON VIEW reporting.limits IS
'Limits in force. account_id NULL: on all accounts of the user together. used and remaining are of now.';

COMMENT ON COLUMN reporting.limits.limit_id IS 'Key of the view: the limit''s id.';
COMMENT ON COLUMN reporting.limits.account_id IS 'The account that is limited; leads to reporting.accounts; NULL: all accounts of the user.';
COMMENT ON COLUMN reporting.limits.user_id IS 'The user who owns the account, or whose accounts are limited; leads to reporting.users.';
COMMENT ON COLUMN reporting.limits.direction IS 'out: what the account pays; in: what it is paid.';
COMMENT ON COLUMN reporting.limits.measure IS 'What is counted: amount, or count (of postings).';
COMMENT ON COLUMN reporting.limits.currency IS 'Asset code of the amounts that are counted; leads to reporting.currencies; NULL where postings of any currency are counted.';
COMMENT ON COLUMN reporting.limits.period IS 'How long uses add up: transaction, day, week, month or window.';
COMMENT ON COLUMN reporting.limits.transaction_type IS 'The only type of transaction that is counted; NULL: all.';
COMMENT ON COLUMN reporting.limits.maximum IS 'The most that may be used: an amount, or a number of postings.';
COMMENT ON COLUMN reporting.limits.used IS 'What is used of the limit now.';
COMMENT ON COLUMN reporting.limits.remaining IS 'What may still be used of the limit now.';
COMMENT ON COLUMN reporting.limits.resets_at IS 'When the period ends; for a window, when its oldest use leaves it.';
COMMENT ON COLUMN reporting.limits.created_at IS 'When the limit was first set.';
