-- Refuse what cannot be the path of a category.
CREATE OR REPLACE FUNCTION ledger_private.require_category_path(p_path text)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    IF p_path IS NULL THEN
        PERFORM ledger_private.raise_error('LG108', '{"missing": ["path"]}');
    ELSIF length(p_path) > 500
        OR p_path !~ '^[^/]{1,100}(/[^/]{1,100}){0,19}$'
        OR EXISTS (
            SELECT FROM string_to_table(p_path, '/') AS n (name)
            WHERE NOT ledger_private.is_plain_text(n.name)
        )
    THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "path"}');
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_category_path(text) IS
'Raise LG108 or LG109 unless p_path is 1 to 20 names of 1 to 100 printable characters, in form NFC and without spaces at their ends, with a slash between, 500 in all.';
