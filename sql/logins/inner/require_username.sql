-- A name that a user may log in by.
CREATE OR REPLACE FUNCTION ledger_private.require_username(p_username text)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    IF p_username IS NULL OR length(p_username) NOT BETWEEN 1 AND 200
        OR NOT ledger_private.is_plain_text(p_username)
    THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "username"}');
    -- A name that is a prefix but for its colon is the house's too.
    ELSIF ledger_private.resembles_reserved(p_username || ':') IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG150', jsonb_build_object(
            'field', 'username', 'username', p_username,
            'reserved', ledger_private.resembles_reserved(p_username || ':')
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_username(text) IS
'Raise LG109 for a malformed name, LG150 for one that is reserved or looks as if it were.';
