-- A list that names things is short: asked by each door before it does anything.
CREATE OR REPLACE FUNCTION ledger_private.require_few(p_field text, p_items anyarray)
RETURNS void
LANGUAGE plpgsql
IMMUTABLE
AS $function$
BEGIN
    IF cardinality(p_items) > 1000 THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', p_field, 'at_most', 1000
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_few(text, anyarray) IS
'Raise LG109 when p_items has more than 1000 elements.';
