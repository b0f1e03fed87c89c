-- Number the accounts of transactions of many legs in lock order, and tell each leg its number.
CREATE OR REPLACE FUNCTION ledger_private.assign_leg_slots(
    p_items ledger_private.posting_item[],
    p_legs ledger_private.requested_leg[]
)
RETURNS ledger_private.requested_leg[]
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_slots integer[] := ARRAY(
        SELECT s.slot
        FROM (
            SELECT
                l.ordinality,
                CASE WHEN i.item_number IS NOT NULL
                    THEN dense_rank() OVER (
                        PARTITION BY i.item_number IS NULL ORDER BY l.account_id
                    )
                END AS slot
            FROM unnest(p_legs) WITH ORDINALITY AS l
            LEFT JOIN (
                SELECT i.item_number FROM unnest(p_items) AS i
                WHERE i.failure_code IS NULL
                    AND NOT i.is_replay
            ) AS i USING (item_number)
        ) AS s
        ORDER BY s.ordinality
    );
BEGIN
    FOR v_n IN 1 .. coalesce(cardinality(p_legs), 0) LOOP
        p_legs[v_n].slot := v_slots[v_n];
    END LOOP;
    RETURN p_legs;
END
$function$;

COMMENT ON FUNCTION ledger_private.assign_leg_slots(
    ledger_private.posting_item[], ledger_private.requested_leg[]
) IS
'Sets slot: the position in the ascending list of distinct account ids, the order lock_accounts returns; NULL for the legs of an item that is not to be posted.';
