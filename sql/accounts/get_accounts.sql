-- Show several accounts at once.
CREATE OR REPLACE FUNCTION ledger.get_accounts(
    p_account_ids uuid[],
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.accounts
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_few('account_ids', p_account_ids);

    RETURN QUERY
    SELECT a.*
    FROM ledger.accounts AS a
    WHERE a.account_id = ANY (p_account_ids)
        AND ledger_private.account_right(a.account_id, a.user_id, v_actor) IS NOT NULL
    ORDER BY a.account_id;
END
$function$;

COMMENT ON FUNCTION ledger.get_accounts(uuid[], ledger.actor) IS
'Those of these accounts that the actor may see, in account_id order; at most 1000 ids.';
