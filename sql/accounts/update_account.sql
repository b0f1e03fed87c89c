-- Change several things about an account at once, or none of them.
CREATE OR REPLACE FUNCTION ledger.update_account(
    p_account_id uuid,
    p_code text DEFAULT NULL,
    p_name text DEFAULT NULL,
    p_category text DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL,
    p_min_balance numeric DEFAULT NULL,
    p_max_balance numeric DEFAULT NULL,
    p_accumulates boolean DEFAULT NULL,
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
    v_name text;
BEGIN
    PERFORM ledger_private.require_short('code', p_code, 'name', p_name, 'category', p_category);
    PERFORM ledger_private.require_small('metadata', p_metadata);
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    v_name := ledger_private.require_name('name', nullif(p_name, ''));
    v_account := ledger_private.lock_account(p_account_id);

    IF p_name IS NOT NULL AND v_name IS DISTINCT FROM v_account.name THEN
        v_account := ledger_private.append_audit(v_account, 'NAME', jsonb_build_object(
            'from', v_account.name, 'to', v_name
        ), v_actor);
        v_account.name := v_name;
        PERFORM ledger_private.store_account(v_account);
        PERFORM ledger_private.note_account('account.name_changed', p_account_id, v_actor);
    END IF;
    IF p_code IS NOT NULL THEN
        PERFORM ledger.rename_account(p_account_id, p_code, p_actor);
    END IF;
    IF p_category IS NOT NULL THEN
        PERFORM ledger.set_account_category(p_account_id, nullif(p_category, ''), p_actor);
    END IF;
    IF p_metadata IS NOT NULL THEN
        PERFORM ledger.set_account_metadata(p_account_id, p_metadata, false, p_actor);
    END IF;
    IF p_min_balance IS NOT NULL OR p_max_balance IS NOT NULL THEN
        PERFORM ledger.set_account_bounds(
            p_account_id, p_min_balance, p_max_balance, p_actor
        );
    END IF;
    IF p_accumulates IS NOT NULL THEN
        v_account := ledger_private.lock_account(p_account_id);
        IF v_account.accumulates <> p_accumulates THEN
            PERFORM ledger_private.change_accumulation(v_account, p_accumulates, v_actor);
        END IF;
    END IF;
    RETURN NEXT ledger_private.show_account(p_account_id);
END
$function$;

COMMENT ON FUNCTION ledger.update_account(
    uuid, text, text, text, jsonb, numeric, numeric, boolean, ledger.actor
) IS
'Change what is given, all or nothing: p_code as ledger.rename_account does; p_name; p_category as ledger.set_account_category does (an empty text removes name or category); p_metadata merged as ledger.set_account_metadata does; the floor and the ceiling as ledger.set_account_bounds does. p_accumulates: whether credits of single plain transfers are kept without the account''s lock and become entries later; only with no ceiling and no limits (LG270); it ends at READ COMMITTED only (LG330). NULL leaves a field as it is. Audited. Locks the account. Operators only. Safe to repeat.';
