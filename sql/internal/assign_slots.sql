-- Number the accounts of a batch in lock order, and tell each item its two numbers.
CREATE OR REPLACE FUNCTION ledger_private.assign_slots(p_items ledger_private.posting_item[])
RETURNS ledger_private.posting_item[]
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_slots integer[];
    v_leg integer := 1;
    v_item ledger_private.posting_item;
BEGIN
    SELECT array_agg(s.slot)
    INTO v_slots
    FROM (
        SELECT dense_rank() OVER (ORDER BY l.account_id) AS slot
        FROM unnest(p_items) AS i
        CROSS JOIN LATERAL (
            VALUES (1, i.from_account_id), (2, i.to_account_id)
        ) AS l (side, account_id)
        WHERE i.failure_code IS NULL
            AND NOT i.is_replay
        ORDER BY i.item_number, l.side
    ) AS s;

    FOR v_n IN 1 .. cardinality(p_items) LOOP
        v_item := p_items[v_n];
        IF v_item.failure_code IS NULL AND NOT v_item.is_replay THEN
            v_item.from_slot := v_slots[v_leg];
            v_item.to_slot := v_slots[v_leg + 1];
            p_items[v_n] := v_item;
            v_leg := v_leg + 2;
        END IF;
    END LOOP;
    RETURN p_items;
END
$function$;

COMMENT ON FUNCTION ledger_private.assign_slots(ledger_private.posting_item[]) IS
'Sets from_slot and to_slot: positions in the ascending list of distinct account ids, the order lock_accounts returns.';
