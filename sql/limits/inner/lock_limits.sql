-- Lock what the limits of these accounts count, after the accounts themselves.
CREATE OR REPLACE FUNCTION ledger_private.lock_limits(
    p_accounts ledger_private.posting_account[]
)
RETURNS ledger_private.posting_limit[]
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM unnest(p_accounts) AS a WHERE a.has_rules) THEN
        RETURN NULL;
    END IF;
    RETURN (
        SELECT array_agg(
            ROW(
                l.limit_id, l.account_id, l.user_id, l.direction, l.measure, l.period,
                l.currency, l.time_zone, l.transaction_type, l.maximum, l.window_seconds,
                l.bucket_seconds, l.counted_at, l.bucket_starts, l.bucket_uses, NULL, NULL
            )::ledger_private.posting_limit
        )
        FROM (
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
        ) AS l
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.lock_limits(ledger_private.posting_account[]) IS
'The limits of accounts with has_rules, whose rows the caller has locked, and of their users; the counters are locked FOR NO KEY UPDATE in limit_id order. NULL when there are none.';
