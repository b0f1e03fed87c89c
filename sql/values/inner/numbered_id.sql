-- The id of one item of a batch: a drawn UUIDv7 with the item's number in it.
CREATE OR REPLACE FUNCTION ledger_private.numbered_id(p_drawn_id uuid, p_number bigint)
RETURNS uuid
LANGUAGE sql
IMMUTABLE
AS $function$
    -- Two bits of the variant, then 14 of the number (RFC 9562, 6.2: a counter). A draw of its
    -- own for each item took as long as its row in the table.
    SELECT encode(
        overlay(uuid_send(p_drawn_id) PLACING int2send((p_number - 32768)::smallint) FROM 9), 'hex'
    )::uuid
$function$;

COMMENT ON FUNCTION ledger_private.numbered_id(uuid, bigint) IS
'The UUIDv7 numbered p_number, 0 to 16383, of those that follow from p_drawn_id, in ascending order. Whoever knows one can guess the others: an id opens nothing.';
