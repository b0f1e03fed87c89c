-- Find who has the idempotency keys of some items, and what that makes of the items.
CREATE OR REPLACE FUNCTION ledger_private.find_keys(
    p_scope bigint,
    p_items ledger_private.posting_item[]
)
RETURNS ledger_private.posting_item[]
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_item ledger_private.posting_item;
    v_known record;
BEGIN
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

COMMENT ON FUNCTION ledger_private.find_keys(bigint, ledger_private.posting_item[]) IS
'Marks items whose key is taken: is_replay with the first transaction''s id, or LG301 when the request differs; repeats_item when an item before it in the batch has the key, since that one may yet be refused. An item whose key is free, or its own, stays as it is. p_scope as in reserve_keys. Takes no lock.';
