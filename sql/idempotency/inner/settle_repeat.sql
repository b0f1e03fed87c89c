-- Decide an item whose key an item before it in the same batch has, by what became of that one.
CREATE OR REPLACE FUNCTION ledger_private.settle_repeat(
    p_item ledger_private.posting_item,
    p_items ledger_private.posting_item[]
)
RETURNS ledger_private.posting_item
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_posted ledger_private.posting_item := p_items[p_item.repeats_item];
BEGIN
    -- What is settled and did not post itself says who did.
    IF v_posted.is_replay OR v_posted.status = 'FAILED' THEN
        p_item.repeats_item := coalesce(v_posted.repeats_item, 0);
        v_posted := p_items[p_item.repeats_item];
    END IF;
    IF p_item.repeats_item = 0 THEN
        RETURN p_item;
    END IF;
    p_item.from_slot := NULL;
    IF v_posted.request_digest = p_item.request_digest THEN
        p_item.is_replay := true;
        p_item.transaction_id := v_posted.transaction_id;
    ELSE
        p_item.failure_code := 'LG301';
        p_item.failure_detail := jsonb_build_object('idempotency_key', p_item.idempotency_key);
    END IF;
    RETURN p_item;
END
$function$;

COMMENT ON FUNCTION ledger_private.settle_repeat(
    ledger_private.posting_item, ledger_private.posting_item[]
) IS
'The item as a replay, or with LG301, when an item before it posted under its key; unchanged but for repeats_item, which is 0 then, when all of them were refused: it is decided as if it came first. The items before it are settled.';
