-- Fold the open credits of those of some locked accounts that accumulate.
CREATE OR REPLACE FUNCTION ledger_private.fold_accounts(p_account_ids uuid[])
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_account_id uuid;
    v_has_folded boolean := false;
BEGIN
    FOR v_account_id IN
        SELECT a.account_id
        FROM ledger_private.account AS a
        WHERE a.account_id = ANY (p_account_ids)
            AND a.accumulates
        ORDER BY a.account_id
    LOOP
        v_has_folded := ledger_private.fold_credits(v_account_id) OR v_has_folded;
    END LOOP;
    RETURN v_has_folded;
END
$function$;

COMMENT ON FUNCTION ledger_private.fold_accounts(uuid[]) IS
'Whether there was anything to fold. The caller has locked the rows of all of them: what is folded stays so until commit.';
