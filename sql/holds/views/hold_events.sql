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
    e.status_after::text AS status_after,
    e.expires_at,
    e.transaction_id,
    e.account_id,
    e.account_position,
    e.created_at
FROM ledger_private.hold_event AS e
JOIN ledger_private.hold AS h USING (hold_id);

COMMENT ON VIEW ledger.hold_events IS
'What happened to each hold: PLACE, INCREMENT, EXTEND, CAPTURE, RELEASE or EXPIRE, with the state it led to; (account_id, account_position) is the audit row that says who did it. Append-only.';
