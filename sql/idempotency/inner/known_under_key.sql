-- What became of the requests under a key: the transaction it stands for, and the refusals.
CREATE OR REPLACE FUNCTION ledger_private.known_under_key(
    p_idempotency_key text,
    p_user_id bigint,
    p_after uuid,
    p_is_ascending boolean,
    p_actor ledger.actor
)
RETURNS uuid[]
LANGUAGE sql
STABLE
AS $function$
    SELECT ARRAY(
        SELECT f.transaction_id
        FROM (
            SELECT CASE
                WHEN p_actor.role = 'customer' THEN p_actor.user_id
                ELSE coalesce(p_user_id, p_actor.user_id, 0)
            END AS user_id
        ) AS u
        CROSS JOIN LATERAL (
            SELECT k.resource_id AS transaction_id
            FROM ledger_private.idempotency_key AS k
            WHERE k.idempotency_key = p_idempotency_key
                AND k.user_id = u.user_id
            UNION ALL
            SELECT t.transaction_id
            FROM ledger_audit.transaction AS t
            WHERE t.status = 'FAILED'
                AND t.idempotency_key = p_idempotency_key
                AND coalesce(t.actor_user_id, 0) = u.user_id
        ) AS f
        WHERE p_after IS NULL
            OR CASE WHEN p_is_ascending THEN f.transaction_id > p_after
                ELSE f.transaction_id < p_after END
        ORDER BY
            CASE WHEN p_is_ascending THEN f.transaction_id END,
            CASE WHEN NOT p_is_ascending THEN f.transaction_id END DESC
    )
$function$;

COMMENT ON FUNCTION ledger_private.known_under_key(text, bigint, uuid, boolean, ledger.actor) IS
'Those beyond p_after, in order of transaction_id. A key belongs to the user who used it, 0 for database sessions; a customer asks for its own.';
