-- The parts of an object as what is sealed of them.
CREATE OR REPLACE FUNCTION ledger_private.state_hashes(
    p_object_type text,
    p_object_key text,
    p_parts jsonb,
    p_salt bytea
)
RETURNS jsonb
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT coalesce(jsonb_object_agg(p.key, encode(sha256(p_salt || convert_to(
        concat_ws(chr(10), 'state', p_object_type, p_object_key, p.key, p.value::text), 'UTF8'
    )), 'hex')), '{}')
    FROM jsonb_each(p_parts) AS p
$function$;

COMMENT ON FUNCTION ledger_private.state_hashes(text, text, jsonb, bytea) IS
'A salted SHA-256 of each part, in hex, by its name; {} for NULL, which is an object that is gone.';
