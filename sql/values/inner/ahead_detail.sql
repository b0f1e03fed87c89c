-- By how much something is ahead of the clock.
CREATE OR REPLACE FUNCTION ledger_private.ahead_detail(p_at timestamptz, p_now timestamptz)
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'updated_at', ledger_private.moment_text(p_at),
        'ahead_seconds', round(extract(epoch FROM p_at - p_now))::text,
        'tolerance_seconds', round(
            extract(epoch FROM ledger_private.clock_tolerance())
        )::text
    )
$function$;

COMMENT ON FUNCTION ledger_private.ahead_detail(timestamptz, timestamptz) IS
'Part of the DETAIL of LG340: when it was last changed, by its own account, and how far from p_now that is.';
