-- Make a category, with the ones above it that are not there yet.
CREATE OR REPLACE FUNCTION ledger.create_category(
    p_path text,
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
    v_names text[];
    v_path text;
    v_id uuid;
    v_parent uuid;
    v_shown ledger.categories;
BEGIN
    PERFORM ledger_private.require_short('path', p_path);
    v_names := string_to_array(normalize(p_path, NFC), '/');
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    PERFORM ledger_private.require_category_path(normalize(p_path, NFC));
    -- Writers of the tree take turns; readers and postings go on.
    LOCK TABLE ledger_private.category IN SHARE ROW EXCLUSIVE MODE;

    FOR v_n IN 1 .. cardinality(v_names) LOOP
        v_path := array_to_string(v_names[1:v_n], '/');
        SELECT c.category_id INTO v_id
        FROM ledger_private.category AS c
        WHERE c.path = v_path;
        IF NOT FOUND THEN
            INSERT INTO ledger_private.category (
                category_id, parent_category_id, created_at, updated_at, name, path
            )
            VALUES (
                -- Of no user: the same row in every cell.
                ledger_private.new_id(65535), v_parent, clock_timestamp(), clock_timestamp(),
                v_names[v_n], v_path
            )
            RETURNING category_id INTO v_id;
            SELECT c.* INTO STRICT v_shown
            FROM ledger.categories AS c
            WHERE c.category_id = v_id;
            PERFORM ledger_private.note_act(
                'category.created', 0, NULL, to_jsonb(v_shown), v_actor, v_shown.created_at
            );
        END IF;
        v_parent := v_id;
    END LOOP;
    RETURN NEXT (SELECT c FROM ledger.categories AS c WHERE c.category_id = v_id);
END
$function$;

COMMENT ON FUNCTION ledger.create_category(text, ledger.actor) IS
'Make the category p_path (as in assets/cash/vault; kept in Unicode''s form NFC) and those above it that do not exist; an existing one is returned as it is. Raises LG109. Operators only. Safe to repeat.';
