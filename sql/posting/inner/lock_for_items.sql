-- Lock the accounts of the items that are to be decided.
CREATE OR REPLACE FUNCTION ledger_private.lock_for_items(
    p_items ledger_private.posting_item[],
    p_actor ledger.actor
)
RETURNS ledger_private.posting_account[]
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    RETURN ledger_private.without_expired_holds(
        ledger_private.lock_accounts(ARRAY(
            SELECT unnest(ARRAY[i.from_account_id, i.to_account_id])
            FROM unnest(p_items) AS i
            WHERE i.failure_code IS NULL AND NOT i.is_replay
        )),
        p_actor
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.lock_for_items(
    ledger_private.posting_item[], ledger.actor
) IS
'The accounts of the items that are neither refused nor replays, locked in account_id order, without holds that have expired.';
