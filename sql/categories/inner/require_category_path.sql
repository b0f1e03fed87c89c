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
        OR p_path ~ '[[:cntrl:]]'
        OR p_path !~ '^[^/\s]([^/]{0,98}[^/\s])?(/[^/\s]([^/]{0,98}[^/\s])?){0,19}$'
    THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "path"}');
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_category_path(text) IS
'Raise LG108 or LG109 unless p_path is 1 to 20 names of 1 to 100 printable characters with a slash between, 500 in all.';
