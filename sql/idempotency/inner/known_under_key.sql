-- The transaction that a key stands for, when it comes after a place in the list.
CREATE OR REPLACE FUNCTION ledger_private.known_under_key(
    p_idempotency_key text,
    p_user_id bigint,
    p_after uuid,
    p_actor ledger.actor
)
RETURNS uuid[]
LANGUAGE sql
STABLE
AS $function$
    SELECT ARRAY(
        SELECT k.resource_id
        FROM ledger_private.idempotency_key AS k
        WHERE k.idempotency_key = p_idempotency_key
            AND k.user_id = CASE
                WHEN p_actor.role = 'customer' THEN p_actor.user_id
                ELSE coalesce(p_user_id, p_actor.user_id, 0)
            END
            AND p_after IS NULL
    )
$function$;

COMMENT ON FUNCTION ledger_private.known_under_key(text, bigint, uuid, ledger.actor) IS
'None or one: a list by key has one page. A key belongs to the user who used it, 0 for database sessions; a customer asks for its own.';
