-- Every path leads from a root through its parents, so the tree can have no cycle.
CREATE OR REPLACE FUNCTION ledger_private.category_check_paths()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_broken text;
BEGIN
    -- The whole small table: a row that did not change may have lost its parent's path.
    SELECT c.path INTO v_broken
    FROM ledger_private.category AS c
    LEFT JOIN ledger_private.category AS p ON p.category_id = c.parent_category_id
    WHERE c.path <> CASE WHEN c.parent_category_id IS NULL THEN c.name
            ELSE p.path || '/' || c.name END
        OR c.name ~ '/'
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger_private.raise_error('LG904', jsonb_build_object('category', v_broken));
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.category_check_paths() IS
'Trigger: LG904 unless the path of each category is that of the one above, a slash, and its name.';

CREATE OR REPLACE TRIGGER category_10_refuse_removal
BEFORE DELETE ON ledger_private.category
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

CREATE OR REPLACE TRIGGER category_11_refuse_truncate
BEFORE TRUNCATE ON ledger_private.category
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

CREATE OR REPLACE TRIGGER category_50_check_paths
AFTER INSERT OR UPDATE ON ledger_private.category
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.category_check_paths();

ALTER TABLE ledger_private.category ENABLE ALWAYS TRIGGER category_10_refuse_removal;
ALTER TABLE ledger_private.category ENABLE ALWAYS TRIGGER category_11_refuse_truncate;
ALTER TABLE ledger_private.category ENABLE ALWAYS TRIGGER category_50_check_paths;
