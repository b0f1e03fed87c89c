-- Take every account of a batch in one ordered lock, and read what the lock protects.
CREATE OR REPLACE FUNCTION ledger_private.lock_accounts(p_account_ids uuid[])
RETURNS ledger_private.posting_account[]
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_accounts ledger_private.posting_account[];
    v_account ledger_private.posting_account;
    v_row ledger_private.account;
    v_accumulating uuid[] := ARRAY[]::uuid[];
BEGIN
    -- NO KEY UPDATE: account ids never change, so references need not wait.
    FOR v_row IN
        SELECT a.*
        FROM ledger_private.account AS a
        WHERE a.account_id = ANY (p_account_ids)
        ORDER BY a.account_id
        FOR NO KEY UPDATE
    LOOP
        v_account.account_id := v_row.account_id;
        v_account.user_id := v_row.user_id;
        v_account.status := v_row.status;
        v_account.floor := coalesce(v_row.min_balance, -ledger_private.largest_amount());
        v_account.ceiling := coalesce(v_row.max_balance, ledger_private.largest_amount());
        v_account.balance := v_row.balance;
        v_account.held := v_row.held;
        v_account.version := v_row.version;
        v_account.audit_position := v_row.audit_position;
        v_account.audit_hash := v_row.audit_hash;
        v_account.updated_at := v_row.updated_at;
        v_account.has_rules := v_row.has_rules;
        v_account.allows_credits := v_row.allows_credits;
        v_accounts := v_accounts || v_account;
        IF v_row.accumulates THEN
            v_accumulating := v_accumulating || v_row.account_id;
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
