-- Show one transaction.
CREATE OR REPLACE FUNCTION ledger.get_transaction(
    p_transaction_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.transactions
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_transaction ledger.transactions;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    SELECT t.* INTO v_transaction
    FROM ledger.transactions AS t
    WHERE t.transaction_id = p_transaction_id;
    IF NOT ledger_private.sees_transaction(v_transaction, v_actor) THEN
        PERFORM ledger_private.raise_error('LG002', jsonb_build_object(
            'transaction_id', p_transaction_id
        ));
    END IF;
    RETURN ledger_private.seen_transaction(v_transaction, v_actor);
END
$function$;

COMMENT ON FUNCTION ledger.get_transaction(uuid, ledger.actor) IS
'The transaction, posted or refused; LG002 when there is none that the actor may see. To a customer, and to a restricted API key, the idempotency_key, metadata, failure_detail and asked_by of what others asked for are NULL, and the versions of accounts that it may not see; where it is paid by one leg of somebody else''s transaction, its total and its accounts. Takes no lock.';
