-- The entries of a transaction that another door has just answered with, in the same statement.
-- Volatile, so that it sees what that door has written.
CREATE OR REPLACE FUNCTION ledger_gateway.show_entries(
    p_transaction_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_transaction ledger.transactions;
BEGIN
    -- Beside an act, which is no transaction.
    IF p_transaction_id IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT t.* INTO v_transaction
    FROM ledger.transactions AS t
    WHERE t.transaction_id = p_transaction_id;
    -- Whoever may post but not read is told what became of its own request.
    IF v_transaction.asked_by IS DISTINCT FROM v_actor.user_id THEN
        PERFORM ledger_private.require_permission(v_actor, 'read');
    END IF;
    IF NOT ledger_private.sees_transaction(v_transaction, v_actor) THEN
        RETURN NULL;
    END IF;
    RETURN ledger_private.entries_document(ARRAY(
        SELECT v FROM ledger_private.visible_entries(p_transaction_id, v_actor) AS v
    ));
END
$function$;

COMMENT ON FUNCTION ledger_gateway.show_entries(uuid, ledger.actor) IS
'The rows of ledger.list_transaction_entries as a JSON array, empty when the transaction was refused; NULL when there is none that the actor may see. For the gateway, beside a call that returns transactions. Who only posts needs no right to read for what it asked itself.';
