-- The salt of one part of one leaf: whoever is told it can check this part, and guess no other.
CREATE OR REPLACE FUNCTION ledger_private.part_salt(
    p_salt bytea,
    p_event_position bigint,
    p_part_number integer
)
RETURNS bytea
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT sha256(p_salt || int8send(p_event_position) || int4send(p_part_number))
$function$;

COMMENT ON FUNCTION ledger_private.part_salt(bytea, bigint, integer) IS
'SHA-256 over the ledger''s salt, the position and the number of the part.';
