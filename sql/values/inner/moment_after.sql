-- The moment of an act after another: now, or the other where the clock is a little behind.
CREATE OR REPLACE FUNCTION ledger_private.moment_after(p_at timestamptz, p_detail jsonb)
RETURNS timestamptz
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
BEGIN
    IF p_at > v_now + ledger_private.clock_tolerance() THEN
        PERFORM ledger_private.raise_error(
            'LG340', p_detail || ledger_private.ahead_detail(p_at, v_now)
        );
    END IF;
    RETURN greatest(v_now, p_at);
END
$function$;

COMMENT ON FUNCTION ledger_private.moment_after(timestamptz, jsonb) IS
'LG340 when p_at, which may be NULL, is ahead of the clock by more than clock_tolerance; p_detail names what is.';
