-- Sort an account into a category, or take it out.
CREATE OR REPLACE FUNCTION ledger.set_account_category(
    p_account_id uuid,
    p_category text,
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
    v_was text;
    v_category_id uuid;
BEGIN
    PERFORM ledger_private.require_short('category', p_category);
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    v_account := ledger_private.lock_account(p_account_id);

    IF p_category IS NOT NULL THEN
        v_category_id := (ledger_private.require_category(p_category)).category_id;
    END IF;
    IF v_category_id IS DISTINCT FROM v_account.category_id THEN
        SELECT c.path INTO v_was
        FROM ledger_private.category AS c
        WHERE c.category_id = v_account.category_id;
        v_account.category_id := v_category_id;
        v_account := ledger_private.append_audit(v_account, 'CATEGORY', jsonb_build_object(
            'from', v_was, 'to', normalize(p_category, NFC)
        ), v_actor);
        PERFORM ledger_private.store_account(v_account);
        PERFORM ledger_private.note_account('account.category_changed', p_account_id, v_actor);
    END IF;
    RETURN NEXT ledger_private.show_account(p_account_id);
END
$function$;

COMMENT ON FUNCTION ledger.set_account_category(uuid, text, ledger.actor) IS
'Put the account into the category with the path p_category (LG009 when there is none); NULL takes it out. Audited. Locks the account. Operators only. Safe to repeat.';
