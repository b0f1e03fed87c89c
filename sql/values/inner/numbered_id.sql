-- The id of one item of a batch: the time of a drawn UUIDv7, the item's number, and noise.
CREATE OR REPLACE FUNCTION ledger_private.numbered_id(
    p_drawn_id uuid,
    p_noise bytea,
    p_number bigint,
    p_bucket integer
)
RETURNS uuid
LANGUAGE sql
IMMUTABLE
AS $function$
    -- Two bits of the variant, then 14 of the number (RFC 9562, 6.2: a counter). A draw of its
    -- own for each item took several times as long.
    SELECT encode(
        substring(uuid_send(p_drawn_id) FROM 1 FOR 8)
        || int2send((p_number - 32768)::smallint)
        || substring(p_noise FROM (p_number * 4 - 3)::integer FOR 4)
        || substring(int4send(p_bucket) FROM 3),
        'hex'
    )::uuid
$function$;

COMMENT ON FUNCTION ledger_private.numbered_id(uuid, bytea, bigint, integer) IS
'The UUIDv7 numbered p_number, 1 to 16383, of those that follow from p_drawn_id, in ascending order, and ending in the four hexadecimal digits of p_bucket. 32 bits are its own, from p_noise of at least that many items: who knows one id cannot tell the others.';
