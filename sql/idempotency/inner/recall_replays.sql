-- Answer a repeated request with what the first one was told.
CREATE OR REPLACE FUNCTION ledger_private.recall_replays(p_items ledger_private.posting_item[])
RETURNS ledger_private.posting_item[]
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_item ledger_private.posting_item;
    v_was ledger_audit.transaction;
BEGIN
    FOR v_n IN 1 .. cardinality(p_items) LOOP
        v_item := p_items[v_n];
        CONTINUE WHEN NOT v_item.is_replay;

        SELECT t.* INTO v_was
        FROM ledger_audit.transaction AS t
        WHERE t.transaction_id = v_item.transaction_id;

        v_item.status := v_was.status;
        v_item.failure_code := v_was.failure_code;
        v_item.failure_detail := v_was.failure_detail;
        v_item.user_id := v_was.user_id;
        v_item.amount := v_was.amount;
        v_item.currency := v_was.currency;
        v_item.from_account_version := v_was.from_account_version;
        v_item.to_account_version := v_was.to_account_version;
        v_item.leg_account_ids := v_was.leg_account_ids;
        v_item.leg_account_versions := v_was.leg_account_versions;
        v_item.effective_at := v_was.effective_at;
        v_item.created_at := v_was.created_at;
        v_item.from_balance := (
            SELECT e.balance_after FROM ledger_audit.transaction_entry AS e
            WHERE e.account_id = v_was.from_account_id
                AND e.account_version = v_was.from_account_version
        );
        v_item.to_balance := (
            SELECT e.balance_after FROM ledger_audit.transaction_entry AS e
            WHERE e.account_id = v_was.to_account_id
                AND e.account_version = v_was.to_account_version
        );
        p_items[v_n] := v_item;
    END LOOP;
    RETURN p_items;
END
$function$;

COMMENT ON FUNCTION ledger_private.recall_replays(ledger_private.posting_item[]) IS
'Fills items marked is_replay from the transaction recorded under their key.';
