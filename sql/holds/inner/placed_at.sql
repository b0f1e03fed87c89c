-- When a hold was placed, as far as the books count it.
CREATE OR REPLACE FUNCTION ledger_private.placed_at(p_hold ledger_private.hold)
RETURNS timestamptz
LANGUAGE sql
STABLE
AS $function$
    SELECT ledger_private.booked_at(e.account_id, e.account_position, e.created_at)
    FROM ledger_private.hold_event AS e
    WHERE e.hold_id = p_hold.hold_id
        AND e.event_number = 1
$function$;

COMMENT ON FUNCTION ledger_private.placed_at(ledger_private.hold) IS
'Its created_at, or the moment of a repair of the account''s times where that came before it.';
