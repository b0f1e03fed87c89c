-- First come, first served: reserve each item's idempotency key, or find who has it.
CREATE OR REPLACE FUNCTION ledger_private.reserve_keys(
    p_scope bigint,
    p_items ledger_private.posting_item[]
)
RETURNS ledger_private.posting_item[]
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_asked bigint;
    v_reserved bigint;
BEGIN
    -- In key order, so that two batches that share keys wait instead of deadlock.
    -- A key that another session is using right now is waited for here.
    WITH asked AS (
        SELECT
            coalesce((i.actor).user_id, p_scope) AS user_id,
            i.idempotency_key, i.item_number, i.request_digest, i.transaction_id
        FROM unnest(p_items) AS i
        WHERE i.failure_code IS NULL
            AND i.idempotency_key IS NOT NULL
    ),
    reserved AS (
        INSERT INTO ledger_private.idempotency_key (
            user_id, resource_id, request_digest, idempotency_key
        )
        SELECT DISTINCT ON (a.user_id, a.idempotency_key)
            a.user_id, a.transaction_id, a.request_digest, a.idempotency_key
        FROM asked AS a
        ORDER BY a.user_id, a.idempotency_key, a.item_number
        ON CONFLICT (user_id, idempotency_key) DO NOTHING
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM asked), (SELECT count(*) FROM reserved)
    INTO v_asked, v_reserved;

    IF v_reserved = v_asked THEN
        RETURN p_items;
    END IF;

    RETURN ledger_private.find_keys(p_scope, p_items);
END
$function$;

COMMENT ON FUNCTION ledger_private.reserve_keys(bigint, ledger_private.posting_item[]) IS
'The items, marked by find_keys where their key was taken. The scope is the item''s own actor where it has one, else p_scope: the acting user, 0 for database sessions.';
