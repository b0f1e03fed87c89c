-- Set a limit's counter to what history says, now.
CREATE OR REPLACE FUNCTION ledger_private.count_limit(p_limit ledger_private.usage_limit)
RETURNS void
LANGUAGE sql
VOLATILE
AS $function$
    INSERT INTO ledger_private.usage_counter AS c (
        limit_id, user_id, updated_at, bucket_starts, bucket_uses
    )
    SELECT
        p_limit.limit_id, p_limit.user_id, p_limit.updated_at,
        coalesce(array_agg(u.bucket_start ORDER BY u.bucket_start), '{}'),
        coalesce(array_agg(u.used ORDER BY u.bucket_start), '{}')
    FROM ledger_private.limit_uses(p_limit, ledger_private.limit_cutoff(
        p_limit.period, p_limit.window_seconds, p_limit.bucket_seconds, p_limit.time_zone,
        p_limit.updated_at
    )) AS u
    ON CONFLICT (limit_id) DO UPDATE SET
        updated_at = excluded.updated_at,
        bucket_starts = excluded.bucket_starts,
        bucket_uses = excluded.bucket_uses
$function$;

COMMENT ON FUNCTION ledger_private.count_limit(ledger_private.usage_limit) IS
'The accounts that the limit is on are locked by the caller, so nothing is used meanwhile.';
