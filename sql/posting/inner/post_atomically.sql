-- All or nothing: post a batch, and undo the whole of it when one item is refused.
CREATE OR REPLACE FUNCTION ledger_private.post_atomically(
    p_transfers ledger.transfer_request[],
    p_actor ledger.actor
)
RETURNS ledger_private.posting_item[]
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_items ledger_private.posting_item[];
    v_item ledger_private.posting_item;
BEGIN
    -- The block is a savepoint: leaving it by the exception undoes the batch's writes
    -- and keys, while v_items, a variable, keeps what was decided.
    BEGIN
        v_items := ledger_private.post_batch(p_transfers, p_actor);
        IF NOT EXISTS (SELECT FROM unnest(v_items) AS i WHERE i.status = 'FAILED') THEN
            RETURN v_items;
        END IF;
        RAISE SQLSTATE 'LG304';
    EXCEPTION WHEN SQLSTATE 'LG304' THEN
        FOR v_n IN 1 .. cardinality(v_items) LOOP
            v_item := v_items[v_n];
            -- What an earlier request recorded stays as it is.
            CONTINUE WHEN v_item.is_replay AND EXISTS (
                SELECT FROM ledger_audit.transaction AS t
                WHERE t.transaction_id = v_item.transaction_id
            );
            IF v_item.failure_code IS NULL THEN
                v_item.failure_code := 'LG304';
                v_item.failure_detail := '{}';
            END IF;
            v_item.status := 'FAILED';
            v_item.is_replay := false;
            v_item.from_slot := NULL;
            v_item.from_balance := NULL;
            v_item.to_balance := NULL;
            v_item.from_account_version := NULL;
            v_item.to_account_version := NULL;
            v_items[v_n] := v_item;
        END LOOP;
        RETURN v_items;
    END;
END
$function$;

COMMENT ON FUNCTION ledger_private.post_atomically(ledger.transfer_request[], ledger.actor) IS
'As post_batch, but one refusal refuses all: culprits keep their code, the others get LG304, and nothing is recorded.';
