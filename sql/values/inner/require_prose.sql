-- A text for people to read, in as many lines as it takes.
CREATE OR REPLACE FUNCTION ledger_private.require_prose(p_field text, p_text text)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    IF NOT ledger_private.is_prose(p_text) THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', p_field));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_prose(text, text) IS
'Raise LG109 with p_field unless ledger_private.is_prose is true for p_text; NULL is fine.';
