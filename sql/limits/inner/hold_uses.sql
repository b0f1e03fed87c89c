-- What one step of a hold uses of limits, by the steps before it.
CREATE OR REPLACE FUNCTION ledger_private.hold_uses(p_hold_id uuid, p_event_number bigint)
RETURNS ledger_private.posting_use
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_use ledger_private.posting_use;
BEGIN
    SELECT n.total - coalesce(w.total, 0), n.uses - coalesce(w.uses, 0), n.total
    INTO v_use.amount, v_use.uses, v_use.total
    FROM (
        SELECT
            greatest(e.amount_after - e.released_after, e.captured_after) AS total,
            CASE WHEN e.captured_after = 0 AND e.status_after IN ('RELEASED', 'EXPIRED')
                THEN 0 ELSE 1 END AS uses
        FROM ledger_private.hold_event AS e
        WHERE e.hold_id = p_hold_id
            AND e.event_number = p_event_number
    ) AS n
    LEFT JOIN LATERAL (
        SELECT greatest(e.amount_after - e.released_after, e.captured_after) AS total, 1 AS uses
        FROM ledger_private.hold_event AS e
        WHERE e.hold_id = p_hold_id
            AND e.event_number = p_event_number - 1
    ) AS w ON true;
    RETURN v_use;
END
$function$;

COMMENT ON FUNCTION ledger_private.hold_uses(uuid, bigint) IS
'amount and uses added by the step (negative: given back), and the total after it. A hold released without a capture was no use.';
