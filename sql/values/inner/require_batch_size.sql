-- A batch is 1 to 10,000 items: enough to be fast, small enough to hold locks briefly.
CREATE OR REPLACE FUNCTION ledger_private.require_batch_size(p_size integer)
RETURNS void
LANGUAGE plpgsql
IMMUTABLE
AS $function$
BEGIN
    IF coalesce(p_size, 0) NOT BETWEEN 1 AND 10000 THEN
        PERFORM ledger_private.raise_error('LG110', jsonb_build_object(
            'items', coalesce(p_size, 0), 'at_most', 10000
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_batch_size(integer) IS
'Raise LG110 unless p_size lies between 1 and 10000.';
