-- Arguments that must be there, asked for all at once.
CREATE OR REPLACE FUNCTION ledger_private.require_given(VARIADIC p_fields text[])
RETURNS void
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_missing text[] := ARRAY[]::text[];
BEGIN
    FOR v_n IN 1 .. cardinality(p_fields) / 2 LOOP
        IF p_fields[2 * v_n] IS NULL THEN
            v_missing := v_missing || p_fields[2 * v_n - 1];
        END IF;
    END LOOP;
    IF v_missing <> '{}' THEN
        PERFORM ledger_private.raise_error('LG108', jsonb_build_object('missing', v_missing));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_given(text[]) IS
'Raise LG108 with the names of the arguments that are NULL. p_fields are names, each followed by its value.';
