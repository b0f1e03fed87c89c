-- The category a path names, or LG009.
CREATE OR REPLACE FUNCTION ledger_private.require_category(p_path text)
RETURNS ledger_private.category
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_category ledger_private.category;
BEGIN
    SELECT c.* INTO v_category
    FROM ledger_private.category AS c
    WHERE c.path = normalize(p_path, NFC);
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG009', jsonb_build_object('category', p_path));
    END IF;
    RETURN v_category;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_category(text) IS
'The row of the category with this path; LG009 when there is none.';
