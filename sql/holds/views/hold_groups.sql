-- Groups of holds: what was set aside together, and what became of it.
CREATE OR REPLACE VIEW ledger.hold_groups AS
SELECT
    t.group_id,
    sum(t.holds)::bigint AS holds,
    sum(t.open_holds)::bigint AS open_holds,
    jsonb_agg(jsonb_build_object(
        'currency', t.currency,
        'amount', t.amount::text,
        'captured', t.captured::text,
        'released', t.released::text,
        'remaining', t.remaining::text
    ) ORDER BY t.currency) AS totals,
    min(t.created_at) AS created_at,
    max(t.updated_at) AS updated_at
FROM (
    SELECT
        h.group_id,
        h.currency,
        count(*) AS holds,
        count(*) FILTER (WHERE h.status = 'OPEN') AS open_holds,
        sum(h.amount) AS amount,
        sum(h.captured) AS captured,
        sum(h.released) AS released,
        sum(h.remaining) AS remaining,
        min(h.created_at) AS created_at,
        max(h.updated_at) AS updated_at
    FROM ledger.holds AS h
    WHERE h.group_id IS NOT NULL
    GROUP BY h.group_id, h.currency
) AS t
GROUP BY t.group_id;

COMMENT ON VIEW ledger.hold_groups IS
'Groups of holds, which ledger.capture_group and ledger.release_group settle together. totals sums up the holds of each currency, amounts as text.';

COMMENT ON COLUMN ledger.hold_groups.group_id IS 'The group''s id: that of its first hold, where nobody chose another.';
COMMENT ON COLUMN ledger.hold_groups.holds IS 'How many holds the group has.';
COMMENT ON COLUMN ledger.hold_groups.open_holds IS 'How many holds of the group still keep something.';
COMMENT ON COLUMN ledger.hold_groups.totals IS 'JSON array, an object for each currency: currency, and amount, captured, released and remaining of all its holds, as text.';
COMMENT ON COLUMN ledger.hold_groups.created_at IS 'When the first hold of the group was placed.';
COMMENT ON COLUMN ledger.hold_groups.updated_at IS 'When a hold of the group last took a step.';
