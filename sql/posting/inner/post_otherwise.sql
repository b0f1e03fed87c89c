-- One transfer that is no plain one between two locked accounts.
CREATE OR REPLACE FUNCTION ledger_private.post_otherwise(
    p_request ledger.transfer_request,
    p_actor ledger.actor,
    p_transaction_id uuid,
    p_links ledger_private.posting_link[]
)
RETURNS ledger_private.posting_item
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_item ledger_private.posting_item;
BEGIN
    -- A row IS NULL when all of it is: what captures or reverses says so in its own rows.
    IF ((p_links[1]).hold_id, (p_links[1]).reverses_transaction_id) IS NULL AND EXISTS (
        SELECT FROM ledger_private.account AS a
        WHERE a.account_id = p_request.to_account_id
            AND a.accumulates
    ) THEN
        v_item := ledger_private.post_credit_unlocked(p_request, p_actor, p_transaction_id);
        IF v_item.status IS NOT NULL THEN
            RETURN v_item;
        END IF;
    END IF;
    RETURN (ledger_private.post_batch(ARRAY[p_request], p_actor, p_links => p_links))[1];
END
$function$;

COMMENT ON FUNCTION ledger_private.post_otherwise(
    ledger.transfer_request, ledger.actor, uuid, ledger_private.posting_link[]
) IS
'Posts it unlocked to a payee that accumulates, where that is plain and neither captures a hold nor reverses; else by post_batch. Its key, if it has one, is reserved in p_links for p_transaction_id.';
