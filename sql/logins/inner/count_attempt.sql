-- Count one attempt to log in under each of its keys, unless one of them must still wait.
CREATE OR REPLACE FUNCTION ledger_private.count_attempt(p_keys text[])
RETURNS integer
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_now timestamptz;
    v_free_at timestamptz;
BEGIN
    -- What nobody has tried for a day is forgotten, a few rows at a time.
    DELETE FROM ledger_private.login_throttle AS t
    WHERE t.throttle_key IN (
        SELECT o.throttle_key FROM ledger_private.login_throttle AS o
        WHERE o.last_attempt_at < clock_timestamp() - interval '24 hours'
            AND o.throttle_key <> ALL (p_keys)
        LIMIT 10
        FOR UPDATE SKIP LOCKED
    );
    INSERT INTO ledger_private.login_throttle (throttle_key, failures, last_attempt_at, free_at)
    SELECT k.throttle_key, 0, clock_timestamp(), '-infinity'
    FROM unnest(p_keys) AS k (throttle_key)
    ORDER BY k.throttle_key
    ON CONFLICT (throttle_key) DO NOTHING;
    SELECT max(t.free_at) INTO v_free_at
    FROM (
        SELECT l.free_at FROM ledger_private.login_throttle AS l
        WHERE l.throttle_key = ANY (p_keys)
        ORDER BY l.throttle_key
        FOR UPDATE
    ) AS t;

    v_now := clock_timestamp();
    IF v_free_at > v_now THEN
        RETURN ceil(extract(epoch FROM v_free_at - v_now));
    END IF;
    UPDATE ledger_private.login_throttle AS t
    SET
        failures = c.failures,
        last_attempt_at = v_now,
        free_at = v_now + make_interval(secs => CASE
            WHEN c.failures < c.allowed THEN 0
            ELSE least(900, 2 ^ least(c.failures - c.allowed, 20))
        END)
    FROM (
        SELECT
            l.throttle_key,
            CASE WHEN l.last_attempt_at < v_now - interval '1 hour' THEN 1 ELSE l.failures + 1 END
                AS failures,
            CASE WHEN l.throttle_key LIKE 'name:%' THEN 5 ELSE 20 END AS allowed
        FROM ledger_private.login_throttle AS l
        WHERE l.throttle_key = ANY (p_keys)
    ) AS c
    WHERE t.throttle_key = c.throttle_key;
    RETURN 0;
END
$function$;

COMMENT ON FUNCTION ledger_private.count_attempt(text[]) IS
'0 when the attempt may go on; it is counted as failed until ledger_gateway.finish_login takes it back. Else the seconds to wait, not counted. After 5 failures of a name or 20 of an address the wait is 1 second and doubles with each, up to 15 minutes; an hour of quiet starts anew.';
