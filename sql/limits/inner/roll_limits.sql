-- Bring locked limits up to a moment: what has left their period or window counts no more.
CREATE OR REPLACE FUNCTION ledger_private.roll_limits(
    p_limits ledger_private.posting_limit[],
    p_now timestamptz
)
RETURNS ledger_private.posting_limit[]
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_limit ledger_private.posting_limit;
BEGIN
    FOR v_n IN 1 .. coalesce(cardinality(p_limits), 0) LOOP
        v_limit := p_limits[v_n];
        SELECT array_agg(u.start), array_agg(u.used), coalesce(sum(u.used), 0)
        INTO v_limit.bucket_starts, v_limit.bucket_uses, v_limit.used
        FROM unnest(v_limit.bucket_starts, v_limit.bucket_uses) AS u (start, used)
        WHERE u.start >= ledger_private.limit_cutoff(
            v_limit.period, v_limit.window_seconds, v_limit.bucket_seconds,
            v_limit.time_zone, p_now
        );
        v_limit.bucket_start := ledger_private.limit_bucket(
            v_limit.period, v_limit.bucket_seconds, v_limit.time_zone, p_now
        );
        p_limits[v_n] := v_limit;
    END LOOP;
    RETURN p_limits;
END
$function$;

COMMENT ON FUNCTION ledger_private.roll_limits(
    ledger_private.posting_limit[], timestamptz
) IS
'The limits in the same order, limit_id, with bucket_start and used as of p_now. A window counts at most one bucket (a sixtieth of it, a second at least) longer than it is.';
