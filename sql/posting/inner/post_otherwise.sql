-- One transfer that is not clear between two locked accounts, or whose accounts were not locked.
CREATE OR REPLACE FUNCTION ledger_private.post_otherwise(
    p_request ledger.transfer_request,
    p_actor ledger.actor,
    p_transaction_id uuid,
    p_links ledger_private.posting_link[],
    p_pair ledger_private.posting_pair
)
RETURNS ledger_private.posting_item
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_item ledger_private.posting_item;
BEGIN
    -- A row IS NULL when all of it is: what captures or reverses says so in its own rows.
    IF p_pair.currency IS NULL
        AND ((p_links[1]).hold_id, (p_links[1]).reverses_transaction_id) IS NULL
    THEN
        v_item := ledger_private.post_credit_unlocked(p_request, p_actor, p_transaction_id);
        IF v_item.status IS NOT NULL THEN
            RETURN v_item;
        END IF;
    END IF;
    RETURN (ledger_private.post_batch(ARRAY[p_request], p_actor, p_links => p_links))[1];
END
$function$;

COMMENT ON FUNCTION ledger_private.post_otherwise(
    ledger.transfer_request, ledger.actor, uuid, ledger_private.posting_link[],
    ledger_private.posting_pair
) IS
'Posts it unlocked where p_pair says that nothing was locked, as the payee accumulates, where it is plain and where it neither captures a hold nor reverses; else by post_batch. Its key, if it has one, is reserved in p_links for p_transaction_id.';
