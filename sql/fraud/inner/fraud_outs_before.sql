-- How many payments a user had made before a window.
CREATE OR REPLACE FUNCTION ledger_private.fraud_outs_before(
    p_user_id bigint,
    p_from_at timestamptz
)
RETURNS SETOF bigint
LANGUAGE sql
STABLE
ROWS 1
AS $function$
    SELECT o.user_outs_before
    FROM ledger_private.fraud_observation AS o
    WHERE o.user_id = p_user_id
        AND o.user_id <> 0
        AND o.direction = 'out'
        AND NOT o.is_refused
        AND o.observed_at >= p_from_at
    ORDER BY o.observed_at, o.event_position, o.leg_number
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.fraud_outs_before(bigint, timestamptz) IS
'What the first payment of an account of the user at or after p_from_at had before it; no row when there is none, and for the house.';
