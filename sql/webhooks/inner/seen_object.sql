-- What an event is about, as far as a reader may see it, as JSON.
CREATE OR REPLACE FUNCTION ledger_private.seen_object(
    p_event ledger.events,
    p_reader ledger.actor
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_transaction ledger.transactions;
BEGIN
    IF p_event.transaction_id IS NULL THEN
        RETURN p_event.object;
    END IF;
    v_transaction := ledger_private.show_transaction(p_event.transaction_id, p_reader);
    -- Amounts and ids of users outgrow a JSON reader's double.
    RETURN to_jsonb(v_transaction) || jsonb_build_object(
        'amount', v_transaction.amount::text,
        'reversed_amount', v_transaction.reversed_amount::text,
        'user_id', v_transaction.user_id::text,
        'asked_by', v_transaction.asked_by::text,
        'created_at', ledger_private.moment_json(v_transaction.created_at),
        'effective_at', ledger_private.moment_json(v_transaction.effective_at),
        'completed_at', ledger_private.moment_json(v_transaction.completed_at)
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.seen_object(ledger.events, ledger.actor) IS
'The row of ledger.transactions by ledger_private.show_transaction, with the names and forms of the REST interface; of what is no transaction, the object that the feed holds.';
