-- Lock what the limits of these accounts count, after the accounts themselves.
CREATE OR REPLACE FUNCTION ledger_private.lock_limits(
    p_accounts ledger_private.posting_account[]
)
RETURNS ledger_private.posting_limit[]
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_limits ledger_private.posting_limit[];
    v_limit ledger_private.posting_limit;
    v_found record;
BEGIN
    IF NOT EXISTS (SELECT FROM unnest(p_accounts) AS a WHERE a.has_rules) THEN
        RETURN NULL;
    END IF;
    FOR v_found IN
        SELECT l.*, c.updated_at AS counted_at, c.bucket_starts, c.bucket_uses
        FROM ledger_private.usage_limit AS l
        JOIN ledger_private.usage_counter AS c USING (limit_id)
        WHERE l.limit_id = ANY (ARRAY(
            SELECT o.limit_id
            FROM unnest(p_accounts) AS a
            JOIN ledger_private.usage_limit AS o ON o.account_id = a.account_id
            WHERE a.has_rules
            UNION
            SELECT o.limit_id
            FROM unnest(p_accounts) AS a
            JOIN ledger_private.usage_limit AS o
                ON o.user_id = a.user_id AND o.account_id IS NULL
            WHERE a.has_rules
        ))
            AND l.removed_at IS NULL
        ORDER BY l.limit_id
        FOR NO KEY UPDATE OF c
    LOOP
        v_limit.limit_id := v_found.limit_id;
        v_limit.account_id := v_found.account_id;
        v_limit.user_id := v_found.user_id;
        v_limit.direction := v_found.direction;
        v_limit.measure := v_found.measure;
        v_limit.period := v_found.period;
        v_limit.currency := v_found.currency;
        v_limit.time_zone := v_found.time_zone;
        v_limit.transaction_type := v_found.transaction_type;
        v_limit.maximum := v_found.maximum;
        v_limit.window_seconds := v_found.window_seconds;
        v_limit.bucket_seconds := v_found.bucket_seconds;
        v_limit.updated_at := v_found.counted_at;
        v_limit.bucket_starts := v_found.bucket_starts;
        v_limit.bucket_uses := v_found.bucket_uses;
        v_limits := v_limits || v_limit;
    END LOOP;
    RETURN v_limits;
END
$function$;

COMMENT ON FUNCTION ledger_private.lock_limits(ledger_private.posting_account[]) IS
'The limits of accounts with has_rules, whose rows the caller has locked, and of their users; the counters are locked FOR NO KEY UPDATE in limit_id order. NULL when there are none.';
