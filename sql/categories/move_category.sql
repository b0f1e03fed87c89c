-- Move or rename a category, with everything below it.
CREATE OR REPLACE FUNCTION ledger.move_category(
    p_path text,
    p_new_path text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.categories
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_path text;
    v_new_path text;
    v_moved ledger_private.category;
    v_parent_path text;
    v_parent_id uuid;
    v_shown ledger.categories;
BEGIN
    PERFORM ledger_private.require_short('path', p_path, 'new_path', p_new_path);
    v_path := normalize(p_path, NFC);
    v_new_path := normalize(p_new_path, NFC);
    v_parent_path := nullif(regexp_replace(v_new_path, '/?[^/]*$', ''), '');
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    PERFORM ledger_private.require_category_path(v_new_path);
    LOCK TABLE ledger_private.category IN SHARE ROW EXCLUSIVE MODE;

    v_moved := ledger_private.require_category(v_path);
    IF starts_with(v_new_path, v_path || '/') THEN
        PERFORM ledger_private.raise_error('LG245', jsonb_build_object(
            'path', v_path, 'new_path', v_new_path
        ));
    ELSIF v_new_path <> v_path AND EXISTS (
        SELECT FROM ledger_private.category AS c WHERE c.path = v_new_path
    ) THEN
        PERFORM ledger_private.raise_error('LG345', jsonb_build_object('path', v_new_path));
    END IF;
    IF v_parent_path IS NOT NULL THEN
        v_parent_id := (ledger_private.require_category(v_parent_path)).category_id;
    END IF;

    UPDATE ledger_private.category AS c
    SET
        path = v_new_path || substr(c.path, length(v_path) + 1),
        name = CASE WHEN c.path = v_path THEN regexp_replace(v_new_path, '^.*/', '')
            ELSE c.name
        END,
        parent_category_id = CASE WHEN c.path = v_path THEN v_parent_id
            ELSE c.parent_category_id
        END,
        updated_at = clock_timestamp()
    WHERE c.path = v_path
        OR starts_with(c.path, v_path || '/');
    SELECT c.* INTO STRICT v_shown
    FROM ledger.categories AS c
    WHERE c.category_id = v_moved.category_id;
    PERFORM ledger_private.note_act(
        'category.moved', 0, NULL, to_jsonb(v_shown), v_actor, v_shown.updated_at
    );
    RETURN NEXT v_shown;
END
$function$;

COMMENT ON FUNCTION ledger.move_category(text, text, ledger.actor) IS
'Give the category p_path the path p_new_path, in form NFC. Categories below it move with it, and accounts stay in theirs. The category above the new path must exist (LG009); LG245 for a path within itself, LG345 for a path in use. Operators only. A repeated call raises LG009 for p_path, which tells that the first one was done. Locks all categories.';
