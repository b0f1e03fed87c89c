-- Say what a transaction would do, and do nothing.
CREATE OR REPLACE FUNCTION ledger.preview_transaction(
    p_entries ledger.entry_request[],
    p_total numeric DEFAULT NULL,
    p_effective_at timestamptz DEFAULT NULL,
    p_transaction_type text DEFAULT 'transaction',
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transaction_result
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_request ledger.transaction_request;
    v_result ledger.transaction_result;
BEGIN
    PERFORM ledger_private.require_legs(cardinality(p_entries));
    PERFORM ledger_private.require_short('transaction_type', p_transaction_type);
    PERFORM ledger_private.require_permission(v_actor, 'post');

    v_request.entries := p_entries;
    v_request.total := p_total;
    v_request.effective_at := p_effective_at;
    v_request.transaction_type := p_transaction_type;
    -- The block is a savepoint: leaving it by the exception undoes the posting and lets go
    -- of its locks, while v_result, a variable, keeps what came of it.
    BEGIN
        SELECT r.* INTO v_result
        FROM ledger_private.transaction_results(
            ledger_private.post_legs(
                ledger_private.examine_transactions(ARRAY[v_request], v_actor), v_actor
            ),
            v_actor
        ) AS r;
        RAISE SQLSTATE 'LG304';
    EXCEPTION WHEN SQLSTATE 'LG304' THEN
        v_result.transaction_id := NULL;
    END;
    RETURN NEXT v_result;
END
$function$;

COMMENT ON FUNCTION ledger.preview_transaction(
    ledger.entry_request[], numeric, timestamptz, text, ledger.actor
) IS
'What ledger.post_transaction would answer now: the entries with the balances they would lead to, or failure_code and failure_detail. It posts and records nothing, but waits for the locks of the accounts as a posting does.';
