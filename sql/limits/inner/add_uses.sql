-- Count what an item uses of its limits.
CREATE OR REPLACE FUNCTION ledger_private.add_uses(
    p_uses ledger_private.posting_use[],
    p_limits ledger_private.posting_limit[],
    p_added numeric[]
)
RETURNS numeric[]
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_use ledger_private.posting_use;
    v_slot integer;
BEGIN
    FOREACH v_use IN ARRAY p_uses LOOP
        FOREACH v_slot IN ARRAY v_use.limit_slots LOOP
            IF p_limits[v_slot].period <> 'transaction' THEN
                p_added[v_slot] := coalesce(p_added[v_slot], 0) + coalesce(
                    ledger_private.use_of_limit(p_limits[v_slot], v_use), 0
                );
            END IF;
        END LOOP;
    END LOOP;
    RETURN p_added;
END
$function$;

COMMENT ON FUNCTION ledger_private.add_uses(
    ledger_private.posting_use[], ledger_private.posting_limit[], numeric[]
) IS
'p_added, one number (or NULL) for each of p_limits, with the uses added. A limit per transaction counts nothing.';
