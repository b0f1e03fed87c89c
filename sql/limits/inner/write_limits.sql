-- Store what a batch used of its limits.
CREATE OR REPLACE FUNCTION ledger_private.write_limits(
    p_limits ledger_private.posting_limit[],
    p_added numeric[],
    p_now timestamptz
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    UPDATE ledger_private.usage_counter AS c
    SET
        updated_at = p_now,
        bucket_starts = b.starts,
        bucket_uses = b.uses
    FROM (
        SELECT
            p_limits[n].limit_id AS limit_id, p_limits[n].bucket_starts AS starts,
            p_limits[n].bucket_uses AS uses, p_limits[n].bucket_start AS start, p_added[n] AS added
        FROM generate_subscripts(p_limits, 1) AS n
        -- What is given back to a bucket that has passed: history changes there, so it is left.
        WHERE p_added[n] <> 0 OR p_limits[n].direction = 'past'
    ) AS l
    CROSS JOIN LATERAL (
        SELECT
            coalesce(array_agg(u.start ORDER BY u.start), '{}') AS starts,
            coalesce(array_agg(u.used ORDER BY u.start), '{}') AS uses
        FROM (
            SELECT u.start, sum(u.used) AS used
            FROM unnest(l.starts || l.start, l.uses || l.added) AS u (start, used)
            GROUP BY u.start
            HAVING sum(u.used) <> 0
        ) AS u
    ) AS b
    WHERE c.limit_id = l.limit_id;
END
$function$;

COMMENT ON FUNCTION ledger_private.write_limits(
    ledger_private.posting_limit[], numeric[], timestamptz
) IS
'Adds p_added, one number for each of p_limits, to the bucket that begins at its bucket_start; the limits are locked and rolled to p_now. A bucket that comes to nothing is dropped. A limit that limits_in_bucket_of has turned to the past is stored as it was rolled.';
