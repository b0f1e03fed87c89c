-- A JSON document is an array, and not so large that reading it were work.
CREATE OR REPLACE FUNCTION ledger_private.require_document(p_document jsonb, p_field text)
RETURNS void
LANGUAGE plpgsql
IMMUTABLE
AS $function$
BEGIN
    IF jsonb_typeof(p_document) <> 'array' THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', p_field, 'expected', 'an array', 'given', jsonb_typeof(p_document)
        ));
    ELSIF length(p_document::text) > 16777216 THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', p_field, 'characters', length(p_document::text), 'at_most', 16777216
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_document(jsonb, text) IS
'Raise LG109 unless p_document is NULL or a JSON array of at most 16777216 characters.';
