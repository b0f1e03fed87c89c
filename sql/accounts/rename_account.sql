-- Give an account another code; the old ones go on leading to it.
CREATE OR REPLACE FUNCTION ledger.rename_account(
    p_account_id uuid,
    p_code text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.accounts
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account ledger_private.account;
    v_code text;
    v_was text;
    v_number smallint;
BEGIN
    PERFORM ledger_private.require_short('code', p_code);
    v_code := normalize(p_code, NFC);
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    v_account := ledger_private.lock_account(p_account_id);
    PERFORM ledger_private.require_code(
        v_code, v_account.user_id, v_account.account_class, v_account.currency
    );
    IF v_account.status = 'CLOSED' THEN
        PERFORM ledger_private.raise_error('LG204', jsonb_build_object(
            'account_id', p_account_id
        ));
    END IF;

    SELECT
        coalesce(max(c.code_number), 0) + 1,
        max(c.code) FILTER (WHERE c.code_number = v_account.code_number)
    INTO v_number, v_was
    FROM ledger_private.account_code AS c
    WHERE c.account_id = p_account_id;
    IF v_code IS NOT DISTINCT FROM v_was THEN
        RETURN NEXT ledger_private.show_account(p_account_id);
        RETURN;
    END IF;
    INSERT INTO ledger_private.account_code (code, account_id, user_id, code_number)
    VALUES (v_code, p_account_id, v_account.user_id, v_number)
    ON CONFLICT (code) DO NOTHING;
    IF NOT FOUND THEN
        -- Back to a code of its own is fine; another's is not.
        SELECT c.code_number INTO v_number
        FROM ledger_private.account_code AS c
        WHERE c.code = v_code
            AND c.account_id = p_account_id;
        IF NOT FOUND THEN
            PERFORM ledger_private.raise_error('LG303', jsonb_build_object('code', v_code));
        END IF;
    END IF;
    v_account.code_number := v_number;
    v_account := ledger_private.append_audit(v_account, 'RENAME', jsonb_build_object(
        'from', v_was, 'to', v_code
    ), v_actor);
    PERFORM ledger_private.store_account(v_account);
    PERFORM ledger_private.note_account('account.code_changed', p_account_id, v_actor);
    RETURN NEXT ledger_private.show_account(p_account_id);
END
$function$;

COMMENT ON FUNCTION ledger.rename_account(uuid, text, ledger.actor) IS
'Give the account the code p_code, in form NFC (LG109 for a malformed one, LG150 for a reserved one). Its earlier codes go on leading to it and are never given to another account (LG303). Audited. Locks the account. Operators only. Safe to repeat.';
