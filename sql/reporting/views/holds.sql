-- For reports: holds with the codes of their accounts.
CREATE OR REPLACE VIEW reporting.holds AS
SELECT
    h.hold_id, h.account_id, c.code::text AS account_code, h.to_account_id,
    oc.code::text AS to_account_code, h.group_id, h.user_id, h.currency, h.amount, h.captured,
    h.released, h.remaining, h.tolerance, h.status, h.expires_at, h.description, h.metadata,
    h.placed_by, h.created_at, h.updated_at, h.is_freeze
FROM ledger.holds AS h
JOIN ledger_private.account AS a ON a.account_id = h.account_id
LEFT JOIN ledger_private.account_code AS c
    ON c.account_id = a.account_id AND c.code_number = a.code_number
LEFT JOIN ledger_private.account AS o ON o.account_id = h.to_account_id
LEFT JOIN ledger_private.account_code AS oc
    ON oc.account_id = o.account_id AND oc.code_number = o.code_number;

COMMENT ON VIEW reporting.holds IS
'Holds, open and closed: what is set aside for whom, how much was captured and released.';

COMMENT ON COLUMN reporting.holds.hold_id IS 'Key of the view: the hold''s id, a UUIDv7 with the bucket of its owner.';
COMMENT ON COLUMN reporting.holds.account_id IS 'The account whose money is held; leads to reporting.accounts.';
COMMENT ON COLUMN reporting.holds.account_code IS 'Code of the account whose money is held, or NULL.';
COMMENT ON COLUMN reporting.holds.to_account_id IS 'The only account that the hold may be captured to; leads to reporting.accounts; NULL: each capture names one.';
COMMENT ON COLUMN reporting.holds.to_account_code IS 'Code of the only account that the hold may be captured to, or NULL.';
COMMENT ON COLUMN reporting.holds.group_id IS 'The group of holds that settle together, called by the id of its first hold where nobody chose another; NULL for a freeze.';
COMMENT ON COLUMN reporting.holds.user_id IS 'The user who owns the account; leads to reporting.users.';
COMMENT ON COLUMN reporting.holds.currency IS 'Asset code of the hold''s amounts; leads to reporting.currencies.';
COMMENT ON COLUMN reporting.holds.amount IS 'What was set aside, increments included, in units of the currency.';
COMMENT ON COLUMN reporting.holds.captured IS 'What was captured of the hold, in units of the currency.';
COMMENT ON COLUMN reporting.holds.released IS 'What was given back of the hold, in units of the currency.';
COMMENT ON COLUMN reporting.holds.remaining IS 'What the hold still keeps, in units of the currency.';
COMMENT ON COLUMN reporting.holds.tolerance IS 'How much more than the hold may be captured, in units of the currency.';
COMMENT ON COLUMN reporting.holds.status IS 'OPEN while something remains; then CAPTURED where anything was captured, else RELEASED or EXPIRED by the step that ended it.';
COMMENT ON COLUMN reporting.holds.expires_at IS 'The moment from which the hold keeps nothing; NULL: it does not expire.';
COMMENT ON COLUMN reporting.holds.description IS 'Free text of whoever placed the hold, or NULL.';
COMMENT ON COLUMN reporting.holds.metadata IS 'JSON object of whoever placed the hold, or NULL.';
COMMENT ON COLUMN reporting.holds.placed_by IS 'The user who placed the hold; leads to reporting.users; NULL for a database session.';
COMMENT ON COLUMN reporting.holds.created_at IS 'When the hold was placed.';
COMMENT ON COLUMN reporting.holds.updated_at IS 'When the hold took its last step.';
COMMENT ON COLUMN reporting.holds.is_freeze IS 'Whether an operator''s order froze the amount: no capture takes it.';
