-- The smallest time-ordered id of a moment, to find rows of a time by their key.
CREATE OR REPLACE FUNCTION ledger_private.id_at(p_at timestamptz)
RETURNS uuid
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT rpad(
        lpad(to_hex((extract(epoch FROM p_at) * 1000)::bigint), 12, '0'), 32, '0'
    )::uuid
    WHERE p_at BETWEEN '1970-01-01 UTC' AND '9999-12-31 UTC'
$function$;

COMMENT ON FUNCTION ledger_private.id_at(timestamptz) IS
'A UUIDv7 made at p_at or later is not smaller than this; NULL outside of the years 1970 to 9999.';
