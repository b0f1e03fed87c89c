-- Look an account up by its code.
CREATE OR REPLACE FUNCTION ledger.find_account(
    p_code text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.accounts
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account_id uuid;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    -- Another's code is refused by its code, not by the id that it stands for.
    SELECT c.account_id INTO v_account_id
    FROM ledger_private.account_code AS c
    WHERE c.code = p_code
        AND (v_actor.role <> 'customer' OR c.user_id = v_actor.user_id);
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG001', jsonb_build_object('code', p_code));
    END IF;
    RETURN ledger_private.require_account(v_account_id, v_actor);
END
$function$;

COMMENT ON FUNCTION ledger.find_account(text, ledger.actor) IS
'The account with this code, or LG001. As in: SELECT (ledger.find_account(''world:USD'')).account_id';
