-- Every posted transaction with a key owns that key,
-- and every key leads to what was made under it.
CREATE OR REPLACE FUNCTION ledger_private.verify_idempotency_keys()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'idempotency_key', coalesce(k.idempotency_key, t.idempotency_key),
        'resource_id', coalesce(k.resource_id, t.transaction_id)
    ) AS detail
    FROM ledger_private.idempotency_key AS k
    FULL JOIN (
        SELECT t.transaction_id, t.idempotency_key
        FROM ledger_audit.transaction AS t
        WHERE t.idempotency_key IS NOT NULL
            AND t.status = 'COMPLETED'
    ) AS t ON t.transaction_id = k.resource_id
    LEFT JOIN ledger_private.account AS a ON a.account_id = k.resource_id
    WHERE k.resource_id IS NULL
        OR (
            t.transaction_id IS NULL
            AND a.account_id IS NULL
            AND k.resource_id NOT IN (SELECT h.hold_id FROM ledger_private.hold AS h)
            AND k.resource_id NOT IN (
                SELECT h.group_id FROM ledger_private.hold AS h WHERE h.group_id IS NOT NULL
            )
        )
        -- The key of a batch leads to the first transaction of it, which has a key of its own.
        OR (t.idempotency_key <> k.idempotency_key AND NOT EXISTS (
            SELECT FROM ledger_private.idempotency_key AS own
            WHERE own.user_id = k.user_id
                AND own.idempotency_key = t.idempotency_key
                AND own.resource_id = t.transaction_id
        ))
    ORDER BY 1
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_idempotency_keys() IS
'Every posted transaction with a key owns that key, and every key leads to what was made under it. Returns the first row that breaks this, or NULL.';
