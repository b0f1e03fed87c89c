-- Lock one account for a change that is no posting.
CREATE OR REPLACE FUNCTION ledger_private.lock_account(p_account_id uuid)
RETURNS ledger_private.account
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_account ledger_private.account;
BEGIN
    SELECT a.* INTO v_account
    FROM ledger_private.account AS a
    WHERE a.account_id = p_account_id
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG001', jsonb_build_object(
            'account_id', p_account_id
        ));
    END IF;
    IF v_account.accumulates AND ledger_private.fold_credits(p_account_id) THEN
        SELECT a.* INTO STRICT v_account
        FROM ledger_private.account AS a
        WHERE a.account_id = p_account_id;
    END IF;
    RETURN v_account;
END
$function$;

COMMENT ON FUNCTION ledger_private.lock_account(uuid) IS
'The account''s row, locked FOR NO KEY UPDATE, with all open credits folded into it; LG001 when there is none.';
