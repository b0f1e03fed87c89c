-- Count what was spent under a delegation, in the transaction that spends it.
CREATE OR REPLACE FUNCTION ledger_private.count_delegated(
    p_item ledger_private.posting_item,
    p_actor ledger.actor
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_left ledger_private.delegation := ledger_private.delegated_left(
        p_item.from_account_id, p_actor.user_id, p_item.created_at
    );
BEGIN
    UPDATE ledger_private.delegation AS d
    SET spent = v_left.spent + p_item.amount, counts_from_at = v_left.counts_from_at
    WHERE d.account_id = p_item.from_account_id
        AND d.user_id = p_actor.user_id
        AND v_left.counts_from_at IS NOT NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.count_delegated(
    ledger_private.posting_item, ledger.actor
) IS
'Adds the item''s amount to what p_actor has spent from the account in this period; the caller holds the account''s lock.';
