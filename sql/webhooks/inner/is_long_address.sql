-- Whether a text is an IPv6 address, without a cast that fails.
CREATE OR REPLACE FUNCTION ledger_private.is_long_address(p_text text)
RETURNS boolean
LANGUAGE plpgsql
IMMUTABLE
AS $function$
BEGIN
    RETURN family(p_text::inet) = 6 AND p_text NOT LIKE '%/%';
EXCEPTION
    WHEN invalid_text_representation THEN
        RETURN false;
END
$function$;

COMMENT ON FUNCTION ledger_private.is_long_address(text) IS
'True for an IPv6 address without a network mask.';
