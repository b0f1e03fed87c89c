-- The name of a consumer is a word.
CREATE OR REPLACE FUNCTION ledger_private.require_consumer_name(p_name text)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    IF p_name IS NULL THEN
        PERFORM ledger_private.raise_error('LG108', '{"fields": ["name"]}');
    ELSIF NOT ledger_private.is_word(p_name) THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "name"}');
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_consumer_name(text) IS
'LG108 without a name; LG109 unless it is a word, see ledger_private.is_word.';
