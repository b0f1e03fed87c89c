-- Turn limits to the bucket of an earlier moment, as far as it still counts.
CREATE OR REPLACE FUNCTION ledger_private.limits_in_bucket_of(
    p_limits ledger_private.posting_limit[],
    p_at timestamptz,
    p_now timestamptz
)
RETURNS ledger_private.posting_limit[]
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_limit ledger_private.posting_limit;
BEGIN
    FOR v_n IN 1 .. cardinality(p_limits) LOOP
        v_limit := p_limits[v_n];
        v_limit.bucket_start := ledger_private.limit_bucket(
            v_limit.period, v_limit.bucket_seconds, v_limit.time_zone, p_at
        );
        IF v_limit.bucket_start < ledger_private.limit_cutoff(
            v_limit.period, v_limit.window_seconds, v_limit.bucket_seconds, v_limit.time_zone,
            p_now
        ) THEN
            -- Asks about nothing, so nothing is counted.
            v_limit.direction := 'past';
        END IF;
        p_limits[v_n] := v_limit;
    END LOOP;
    RETURN p_limits;
END
$function$;

COMMENT ON FUNCTION ledger_private.limits_in_bucket_of(
    ledger_private.posting_limit[], timestamptz, timestamptz
) IS
'p_limits, rolled to p_now, with bucket_start that of p_at; those for which that has passed apply to nothing.';
