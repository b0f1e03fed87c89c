-- No text is longer than any field of the ledger: asked by each door before it does anything.
CREATE OR REPLACE FUNCTION ledger_private.require_short(VARIADIC p_fields text[])
RETURNS void
LANGUAGE plpgsql
IMMUTABLE
AS $function$
BEGIN
    FOR v_n IN 1 .. cardinality(p_fields) / 2 LOOP
        -- Bytes are told without reading them.
        IF octet_length(p_fields[2 * v_n]) > 1000 AND length(p_fields[2 * v_n]) > 1000 THEN
            PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
                'field', p_fields[2 * v_n - 1]
            ));
        END IF;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_short(text[]) IS
'Raise LG109 for the first field longer than 1000 characters; p_fields are names, each followed by its value. What a field asks beyond that is its own function''s business.';
