-- Where RFC 6962 splits a tree.
CREATE OR REPLACE FUNCTION ledger_private.left_size(p_size bigint)
RETURNS bigint
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_size bigint := 1;
BEGIN
    WHILE v_size * 2 < p_size LOOP
        v_size := v_size * 2;
    END LOOP;
    RETURN v_size;
END
$function$;

COMMENT ON FUNCTION ledger_private.left_size(bigint) IS
'The largest power of two below p_size, which is 2 or more.';
