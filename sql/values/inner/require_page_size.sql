-- A page is 1 to 1,000 rows.
CREATE OR REPLACE FUNCTION ledger_private.require_page_size(p_limit integer)
RETURNS void
LANGUAGE plpgsql
IMMUTABLE
AS $function$
BEGIN
    IF coalesce(p_limit, 0) NOT BETWEEN 1 AND 1000 THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', 'limit', 'at_least', 1, 'at_most', 1000
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_page_size(integer) IS
'Raise LG109 unless p_limit lies between 1 and 1000.';
