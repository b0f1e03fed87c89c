-- Whether a text is a word that programs tell each other: a kind of transaction, a consumer.
CREATE OR REPLACE FUNCTION ledger_private.is_word(p_text text)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT p_text ~ '^[a-z][a-z0-9_]{0,39}$'
$function$;

COMMENT ON FUNCTION ledger_private.is_word(text) IS
'True for 1 to 40 small letters, digits and underscores that begin with a letter; NULL for NULL.';
