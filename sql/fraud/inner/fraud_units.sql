-- The buckets that a moment falls into.
CREATE OR REPLACE FUNCTION ledger_private.fraud_units(p_at timestamptz)
RETURNS TABLE (unit "char", bucket_number bigint, slots integer)
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT u.unit::"char", floor(extract(epoch FROM p_at) / u.seconds)::bigint, u.slots
    FROM (VALUES ('m', 60, 60), ('h', 3600, 168), ('d', 86400, 30)) AS u (unit, seconds, slots)
$function$;

COMMENT ON FUNCTION ledger_private.fraud_units(timestamptz) IS
'The minute, the hour and the day (UTC) of p_at as numbers since 1970, with the size of the ring of each.';
