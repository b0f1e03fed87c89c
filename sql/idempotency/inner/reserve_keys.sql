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
    v_item ledger_private.posting_item;
    v_known record;
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

    FOR v_known IN
        SELECT
            i.item_number, i.request_digest = k.request_digest AS is_same, k.resource_id,
            CASE WHEN k.resource_id = i.first_id THEN i.item_before END AS repeats_item
        FROM (
            SELECT
                i.*,
                lag(i.item_number) OVER same_key AS item_before,
                first_value(i.transaction_id) OVER same_key AS first_id
            FROM unnest(p_items) AS i
            WHERE i.failure_code IS NULL
                AND i.idempotency_key IS NOT NULL
            WINDOW same_key AS (
                PARTITION BY coalesce((i.actor).user_id, p_scope), i.idempotency_key
                ORDER BY i.item_number
            )
        ) AS i
        CROSS JOIN LATERAL (
            SELECT k.request_digest, k.resource_id
            FROM ledger_private.idempotency_key AS k
            WHERE k.user_id = coalesce((i.actor).user_id, p_scope)
                AND k.idempotency_key = i.idempotency_key
            LIMIT 1
        ) AS k
        WHERE k.resource_id <> i.transaction_id
    LOOP
        v_item := p_items[v_known.item_number];
        IF v_known.repeats_item IS NOT NULL THEN
            v_item.repeats_item := v_known.repeats_item;
        ELSIF v_known.is_same THEN
            v_item.is_replay := true;
            v_item.transaction_id := v_known.resource_id;
        ELSE
            v_item.failure_code := 'LG301';
            v_item.failure_detail := jsonb_build_object(
                'idempotency_key', v_item.idempotency_key
            );
        END IF;
        p_items[v_known.item_number] := v_item;
    END LOOP;
    RETURN p_items;
END
$function$;

COMMENT ON FUNCTION ledger_private.reserve_keys(bigint, ledger_private.posting_item[]) IS
'Marks items whose key is taken: is_replay with the first transaction''s id, or LG301 when the request differs; repeats_item when an item before it in the batch has the key, since that one may yet be refused. The scope is the item''s own actor where it has one, else p_scope: the acting user, 0 for database sessions.';
