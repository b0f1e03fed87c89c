-- Lock one account, and give back what its expired holds still keep of it.
CREATE OR REPLACE FUNCTION ledger_private.lock_settled_account(
    p_account_id uuid,
    p_actor ledger.actor
)
RETURNS ledger_private.account
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_account ledger_private.account := ledger_private.lock_account(p_account_id);
BEGIN
    IF v_account.held > 0
        AND ledger_private.release_expired_holds(ARRAY[p_account_id], p_actor) > 0
    THEN
        v_account := ledger_private.lock_account(p_account_id);
    END IF;
    RETURN v_account;
END
$function$;

COMMENT ON FUNCTION ledger_private.lock_settled_account(uuid, ledger.actor) IS
'The account''s row as lock_account gives it, whose held amount counts no hold that has expired; LG001 when there is none.';
