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
    CASE WHEN e.is_expired THEN 'EXPIRED' ELSE h.status::text END AS status,
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
