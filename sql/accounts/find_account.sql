-- Look an account up by its code.
CREATE OR REPLACE FUNCTION ledger.find_account(
    p_code text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.accounts
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_short('code', p_code);
    PERFORM ledger_private.require_permission(v_actor, 'read');
    RETURN ledger_private.account_with_code(p_code, v_actor);
END
$function$;

COMMENT ON FUNCTION ledger.find_account(text, ledger.actor) IS
'The account that has this code, in whatever form of Unicode it is given, or had it before it was renamed or merged; LG001 when there is none. A customer finds the account of its own space first, so ~4797/savings by savings. Takes no lock. Example: SELECT (ledger.find_account(''world:USD'')).account_id';
