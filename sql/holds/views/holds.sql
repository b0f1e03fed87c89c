-- Holds: money set aside, and what became of it; one past its expiry counts as expired.
CREATE OR REPLACE VIEW ledger.holds AS
SELECT
    h.hold_id,
    h.account_id,
    h.to_account_id,
    h.group_id,
    h.user_id,
    h.currency,
    round(h.amount, h.minor_units) AS amount,
    round(h.captured, h.minor_units) AS captured,
    round(
        CASE WHEN e.is_expired THEN h.amount - h.captured ELSE h.released END, h.minor_units
    ) AS released,
    round(CASE WHEN e.is_expired THEN 0 ELSE h.remaining END, h.minor_units) AS remaining,
    round(h.tolerance, h.minor_units) AS tolerance,
    CASE
        WHEN h.captured > 0 AND (e.is_expired OR h.status <> 'OPEN') THEN 'CAPTURED'
        WHEN e.is_expired THEN 'EXPIRED'
        ELSE h.status::text
    END AS status,
    h.expires_at,
    h.description,
    h.metadata,
    h.placed_by,
    h.event_count::bigint AS event_count,
    h.created_at,
    h.updated_at,
    h.is_freeze
FROM ledger_private.hold AS h
CROSS JOIN LATERAL (
    VALUES (h.status = 'OPEN' AND coalesce(h.expires_at <= statement_timestamp(), false))
) AS e (is_expired);

COMMENT ON VIEW ledger.holds IS
'Holds. remaining is what the account still keeps for it; amount = captured + released + remaining, unless more than amount was captured, up to tolerance more. An expired hold keeps nothing, whether or not anybody has tidied it away.';

COMMENT ON COLUMN ledger.holds.hold_id IS 'The hold''s id, a UUIDv7 with the bucket of its owner.';
COMMENT ON COLUMN ledger.holds.account_id IS 'The account whose money is held.';
COMMENT ON COLUMN ledger.holds.to_account_id IS 'The only account that the hold may be captured to; NULL: each capture names one.';
COMMENT ON COLUMN ledger.holds.group_id IS 'The group of holds that settle together, called by the id of its first hold where nobody chose another; NULL for a freeze.';
COMMENT ON COLUMN ledger.holds.user_id IS 'The user who owns the account.';
COMMENT ON COLUMN ledger.holds.currency IS 'Asset code of the hold''s amounts.';
COMMENT ON COLUMN ledger.holds.amount IS 'What was set aside, increments included, in units of the currency.';
COMMENT ON COLUMN ledger.holds.captured IS 'What was captured of the hold, in units of the currency.';
COMMENT ON COLUMN ledger.holds.released IS 'What was given back of the hold, in units of the currency.';
COMMENT ON COLUMN ledger.holds.remaining IS 'What the hold still keeps, in units of the currency.';
COMMENT ON COLUMN ledger.holds.tolerance IS 'How much more than the hold may be captured, in units of the currency.';
COMMENT ON COLUMN ledger.holds.status IS 'OPEN while something remains; then CAPTURED where anything was captured, else RELEASED or EXPIRED by the step that ended it.';
COMMENT ON COLUMN ledger.holds.expires_at IS 'The moment from which the hold keeps nothing; NULL: it does not expire.';
COMMENT ON COLUMN ledger.holds.description IS 'Free text of whoever placed the hold, or NULL.';
COMMENT ON COLUMN ledger.holds.metadata IS 'JSON object of whoever placed the hold, or NULL.';
COMMENT ON COLUMN ledger.holds.placed_by IS 'The user who placed the hold; NULL for a database session.';
COMMENT ON COLUMN ledger.holds.event_count IS 'How many steps the hold has taken.';
COMMENT ON COLUMN ledger.holds.created_at IS 'When the hold was placed.';
COMMENT ON COLUMN ledger.holds.updated_at IS 'When the hold took its last step.';
COMMENT ON COLUMN ledger.holds.is_freeze IS 'Whether an operator''s order froze the amount: no capture takes it.';
