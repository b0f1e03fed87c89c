-- When the newest of these limits counted something, plus the least there is.
CREATE OR REPLACE FUNCTION ledger_private.limits_counted_at(
    p_limits ledger_private.posting_limit[]
)
RETURNS timestamptz
LANGUAGE plpgsql
IMMUTABLE
AS $function$
BEGIN
    RETURN (
        SELECT max(l.updated_at) + interval '1 microsecond' FROM unnest(p_limits) AS l
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.limits_counted_at(ledger_private.posting_limit[]) IS
'A posting is never dated before this, so that counters run forward even when the clock does not. NULL when there are no limits.';
