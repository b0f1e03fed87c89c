-- Whether an account is dated as the newest row of its chain, and not ahead of the clock.
CREATE OR REPLACE FUNCTION ledger_private.date_agrees(
    p_updated_at timestamptz,
    p_head_at timestamptz
)
RETURNS boolean
LANGUAGE sql
VOLATILE
AS $function$
    SELECT p_updated_at = p_head_at
        AND p_updated_at <= clock_timestamp() + ledger_private.clock_tolerance()
$function$;

COMMENT ON FUNCTION ledger_private.date_agrees(timestamptz, timestamptz) IS
'p_head_at is when the newest row was written. A plan holds the expression itself, not the call.';
