-- The name of a consumer is a word.
CREATE OR REPLACE FUNCTION ledger_private.require_consumer_name(p_name text)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    IF p_name IS NULL THEN
        PERFORM ledger_private.raise_error('LG108', '{"fields": ["name"]}');
    ELSIF p_name !~ '^[a-z][a-z0-9_]{0,39}$' THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "name"}');
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_consumer_name(text) IS
'LG108 without a name; LG109 unless it is 1 to 40 small letters, digits and underscores that begin with a letter.';
