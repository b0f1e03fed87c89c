-- Refuse an item that would go beyond a limit.
CREATE OR REPLACE FUNCTION ledger_private.refuse_by_limits(
    p_item ledger_private.posting_item,
    p_limits ledger_private.posting_limit[],
    p_added numeric[],
    p_now timestamptz,
    p_actor ledger.actor
)
RETURNS ledger_private.posting_item
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_use ledger_private.posting_use;
    v_slot integer;
    v_takes numeric;
BEGIN
    FOREACH v_use IN ARRAY p_item.uses LOOP
        FOREACH v_slot IN ARRAY v_use.limit_slots LOOP
            v_takes := ledger_private.use_of_limit(p_limits[v_slot], v_use);
            CONTINUE WHEN v_takes IS NULL OR v_takes <= 0
                OR p_limits[v_slot].used + coalesce(p_added[v_slot], 0) + v_takes
                    <= p_limits[v_slot].maximum;
            p_item.status := 'FAILED';
            p_item.failure_code := CASE p_limits[v_slot].period
                WHEN 'transaction' THEN 'LG241' ELSE 'LG240'
            END;
            p_item.failure_detail := ledger_private.limit_detail(
                p_limits[v_slot], coalesce(p_added[v_slot], 0), v_use, v_takes, p_now, p_actor
            );
            RETURN p_item;
        END LOOP;
    END LOOP;
    RETURN p_item;
END
$function$;

COMMENT ON FUNCTION ledger_private.refuse_by_limits(
    ledger_private.posting_item, ledger_private.posting_limit[], numeric[], timestamptz,
    ledger.actor
) IS
'The item, with its uses of the limits, as it is, or FAILED with LG241 (a limit per transaction) or LG240 (any other) and the values behind it. p_added is what earlier items of the batch use, NULL for nothing. What gives back is never refused.';
