-- Show the entries of one transaction.
CREATE OR REPLACE FUNCTION ledger.list_transaction_entries(
    p_transaction_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transaction_entries
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $function$
BEGIN
    -- Whether there is one that the actor may see.
    PERFORM ledger.get_transaction(p_transaction_id => p_transaction_id, p_actor => p_actor);
    RETURN QUERY SELECT * FROM ledger_private.visible_entries(
        p_transaction_id, ledger_private.resolve_actor(p_actor)
    );
END
$function$;

COMMENT ON FUNCTION ledger.list_transaction_entries(uuid, ledger.actor) IS
'The entries of a transaction in leg order; none when it was refused. LG002 when there is no transaction that the actor may see. A customer sees its own entries and, in transactions that it made itself, also those of others without their balances.';
