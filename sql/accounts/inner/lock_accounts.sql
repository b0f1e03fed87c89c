-- Take every account of a batch in one ordered lock, and read what the lock protects.
CREATE OR REPLACE FUNCTION ledger_private.lock_accounts(p_account_ids uuid[])
RETURNS ledger_private.posting_account[]
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_accounts ledger_private.posting_account[];
    v_found record;
    v_accumulating uuid[] := ARRAY[]::uuid[];
BEGIN
    -- NO KEY UPDATE: account ids never change, so references need not wait.
    FOR v_found IN
        SELECT a.account_id, a.accumulates, ledger_private.account_for_posting(a) AS account
        FROM ledger_private.account AS a
        WHERE a.account_id = ANY (p_account_ids)
        ORDER BY a.account_id
        FOR NO KEY UPDATE
    LOOP
        v_accounts := v_accounts || v_found.account;
        IF v_found.accumulates THEN
            v_accumulating := v_accumulating || v_found.account_id;
        END IF;
    END LOOP;
    -- When all rows are locked. What has been folded stays so until commit: one more look.
    IF v_accumulating <> '{}' AND ledger_private.fold_accounts(v_accumulating) THEN
        RETURN ledger_private.lock_accounts(p_account_ids);
    END IF;
    RETURN v_accounts;
END
$function$;

COMMENT ON FUNCTION ledger_private.lock_accounts(uuid[]) IS
'Locks FOR NO KEY UPDATE in ascending account_id order, the only order anything in the ledger locks accounts in, and returns them in it, with all open credits folded.';
