-- Open many accounts in one call.
CREATE OR REPLACE FUNCTION ledger.open_accounts(
    p_accounts ledger.account_request[],
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.accounts
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_request ledger.account_request;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    PERFORM ledger_private.require_batch_size(cardinality(p_accounts));

    FOREACH v_request IN ARRAY p_accounts LOOP
        RETURN NEXT ledger_private.show_account(
            (ledger_private.create_account(v_request, true, v_actor)).account_id
        );
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger.open_accounts(ledger.account_request[], ledger.actor) IS
'Open 1 to 10000 accounts, all or none, in order. An item whose code exists already returns that account when currency and class agree (else LG303), so the call can be repeated. Fields as in ledger.open_account.';
