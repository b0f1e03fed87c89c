-- Whether a text holds another, capital letters or not.
CREATE OR REPLACE FUNCTION ledger_private.contains_text(p_text text, p_part text)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT strpos(lower(normalize(p_text, NFC)), lower(normalize(p_part, NFC))) > 0
$function$;

COMMENT ON FUNCTION ledger_private.contains_text(text, text) IS
'Whether p_part stands somewhere in p_text, in whatever form of Unicode, in small letters or capitals; NULL when one of them is.';
