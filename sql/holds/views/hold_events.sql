-- The history of each hold, step by step.
CREATE OR REPLACE VIEW ledger.hold_events AS
SELECT
    e.hold_id,
    e.event_number::bigint AS event_number,
    e.event_type::text AS event_type,
    round(e.amount, h.minor_units) AS amount,
    round(e.amount_after, h.minor_units) AS amount_after,
    round(e.captured_after, h.minor_units) AS captured_after,
    round(e.released_after, h.minor_units) AS released_after,
    CASE WHEN e.captured_after > 0 AND e.status_after <> 'OPEN' THEN 'CAPTURED'
        ELSE e.status_after::text END AS status_after,
    e.expires_at,
    e.transaction_id,
    h.account_id,
    e.account_position,
    e.created_at
FROM ledger_private.hold_event AS e
JOIN ledger_private.hold AS h USING (hold_id);

COMMENT ON VIEW ledger.hold_events IS
'What happened to each hold: PLACE, INCREMENT, EXTEND, CAPTURE, RELEASE or EXPIRE, with the state it led to; (account_id, account_position) is the audit row that says who did it. Append-only.';

COMMENT ON COLUMN ledger.hold_events.hold_id IS 'The hold that took the step.';
COMMENT ON COLUMN ledger.hold_events.event_number IS 'Number of the step among its hold''s steps, from 1 without gap.';
COMMENT ON COLUMN ledger.hold_events.event_type IS 'PLACE, INCREMENT, EXTEND, CAPTURE, RELEASE or EXPIRE.';
COMMENT ON COLUMN ledger.hold_events.amount IS 'What the step added, captured or released, in units of the hold''s currency; NULL where it moved nothing.';
COMMENT ON COLUMN ledger.hold_events.amount_after IS 'The hold''s amount after this step.';
COMMENT ON COLUMN ledger.hold_events.captured_after IS 'What was captured of the hold after this step.';
COMMENT ON COLUMN ledger.hold_events.released_after IS 'What was given back of the hold after this step.';
COMMENT ON COLUMN ledger.hold_events.status_after IS 'The hold''s status after this step.';
COMMENT ON COLUMN ledger.hold_events.expires_at IS 'The hold''s expiry after the step; NULL: it does not expire.';
COMMENT ON COLUMN ledger.hold_events.transaction_id IS 'The transaction of a capture; NULL for other steps.';
COMMENT ON COLUMN ledger.hold_events.account_id IS 'The account that the hold is on.';
COMMENT ON COLUMN ledger.hold_events.account_position IS 'Place of the step''s audit row in the account''s audit chain.';
COMMENT ON COLUMN ledger.hold_events.created_at IS 'When the step was taken.';
