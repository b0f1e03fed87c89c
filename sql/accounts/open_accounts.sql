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
    v_ids uuid[];
    v_n integer;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    PERFORM ledger_private.require_batch_size(cardinality(p_accounts));
    FOREACH v_request IN ARRAY p_accounts LOOP
        PERFORM ledger_private.require_short(
            'currency', v_request.currency, 'account_class', v_request.account_class,
            'code', v_request.code, 'name', v_request.name
        );
        PERFORM ledger_private.require_small('metadata', v_request.metadata);
    END LOOP;

    -- In code order, so that two calls with the same codes wait instead of deadlock.
    FOR v_n IN
        SELECT r.ordinality
        FROM unnest(p_accounts) WITH ORDINALITY AS r
        ORDER BY normalize(r.code, NFC) COLLATE "C", r.ordinality
    LOOP
        v_ids[v_n] := (ledger_private.create_account(p_accounts[v_n], true, v_actor)).account_id;
    END LOOP;
    FOR v_n IN 1 .. cardinality(p_accounts) LOOP
        RETURN NEXT ledger_private.show_account(v_ids[v_n]);
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger.open_accounts(ledger.account_request[], ledger.actor) IS
'Open 1 to 10000 accounts in order: all, or none. For an item whose code exists already, that account is returned when owner, currency and class agree (else LG303), so the call is safe to repeat. The fields mean what the arguments of ledger.open_account mean. Needs the permission manage.';
