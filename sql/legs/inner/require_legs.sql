-- More legs than a transaction has are refused before they are read.
CREATE OR REPLACE FUNCTION ledger_private.require_legs(
    p_legs integer,
    p_item_number bigint DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
IMMUTABLE
AS $function$
BEGIN
    IF p_legs > 1000 THEN
        PERFORM ledger_private.raise_error('LG131', jsonb_strip_nulls(jsonb_build_object(
            'item_number', p_item_number, 'legs', p_legs, 'at_most', 1000
        )));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_legs(integer, bigint) IS
'Raise LG131 when p_legs is more than 1000, with the number of the item if there is one.';
