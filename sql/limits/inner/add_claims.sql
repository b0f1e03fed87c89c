-- Count what an item uses of its limits.
CREATE OR REPLACE FUNCTION ledger_private.add_claims(
    p_claims ledger_private.limit_claim[],
    p_limits ledger_private.posting_limit[],
    p_added numeric[]
)
RETURNS numeric[]
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_claim ledger_private.limit_claim;
    v_slot integer;
BEGIN
    FOREACH v_claim IN ARRAY p_claims LOOP
        FOREACH v_slot IN ARRAY v_claim.limit_slots LOOP
            IF p_limits[v_slot].period <> 'transaction' THEN
                p_added[v_slot] := coalesce(p_added[v_slot], 0) + coalesce(
                    ledger_private.limit_takes(p_limits[v_slot], v_claim), 0
                );
            END IF;
        END LOOP;
    END LOOP;
    RETURN p_added;
END
$function$;

COMMENT ON FUNCTION ledger_private.add_claims(
    ledger_private.limit_claim[], ledger_private.posting_limit[], numeric[]
) IS
'p_added, one number (or NULL) for each of p_limits, with the claims added. A limit per transaction counts nothing.';
