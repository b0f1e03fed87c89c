-- Whether a document is larger than the ledger keeps.
CREATE OR REPLACE FUNCTION ledger_private.is_large_json(p_value jsonb)
RETURNS boolean
LANGUAGE sql
STABLE
AS $function$
    -- Its size is told without writing it out; no text of 16,384 characters takes so much room.
    SELECT pg_column_size(p_value) > 262144 OR length(p_value::text) > 16384
$function$;

COMMENT ON FUNCTION ledger_private.is_large_json(jsonb) IS
'True for more than 16384 characters of text; NULL for NULL.';
