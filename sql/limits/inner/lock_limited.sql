-- Lock the accounts that a limit is on, and keep others from being opened meanwhile.
CREATE OR REPLACE FUNCTION ledger_private.lock_limited(p_account_id uuid, p_user_id bigint)
RETURNS uuid[]
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_ids uuid[] := ARRAY[p_account_id];
BEGIN
    IF p_account_id IS NULL THEN
        -- create_account holds the user's row FOR SHARE.
        PERFORM FROM ledger_private.app_user AS u
        WHERE u.user_id = p_user_id
        FOR NO KEY UPDATE;
        IF NOT FOUND THEN
            PERFORM ledger_private.raise_error('LG004', jsonb_build_object(
                'user_id', p_user_id
            ));
        END IF;
        v_ids := ARRAY(
            SELECT a.account_id FROM ledger_private.account AS a WHERE a.user_id = p_user_id
        );
    END IF;
    PERFORM ledger_private.lock_accounts(v_ids);
    RETURN v_ids;
END
$function$;

COMMENT ON FUNCTION ledger_private.lock_limited(uuid, bigint) IS
'The ids of the locked accounts: p_account_id, or when it is NULL all of the user''s, whose row is locked first. LG004 when there is no such user.';
