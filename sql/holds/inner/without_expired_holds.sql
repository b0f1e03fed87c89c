-- The locked accounts of a batch, once holds past their expiry have given back what they kept.
CREATE OR REPLACE FUNCTION ledger_private.without_expired_holds(
    p_accounts ledger_private.posting_account[],
    p_actor ledger.actor
)
RETURNS ledger_private.posting_account[]
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_with_holds uuid[] := ARRAY(
        SELECT a.account_id FROM unnest(p_accounts) AS a WHERE a.held > 0
    );
BEGIN
    -- What a hold gives back is counted; the counters of all accounts are locked in one order.
    IF cardinality(v_with_holds) > 0 THEN
        PERFORM ledger_private.lock_limits(p_accounts);
    END IF;
    IF cardinality(v_with_holds) = 0
        OR ledger_private.release_expired_holds(v_with_holds, p_actor) = 0
    THEN
        RETURN p_accounts;
    END IF;
    -- Held and the heads of the audit chains have moved. The locks are ours already.
    RETURN ledger_private.lock_accounts(ARRAY(
        SELECT a.account_id FROM unnest(p_accounts) AS a
    ));
END
$function$;

COMMENT ON FUNCTION ledger_private.without_expired_holds(
    ledger_private.posting_account[], ledger.actor
) IS
'p_accounts as they stand, in the same order, after release_expired_holds.';
