-- Windows in which nothing happened.
CREATE OR REPLACE FUNCTION ledger_private.no_windows()
RETURNS jsonb
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT jsonb_object_agg(k.prefix || u.suffix, 0)
    FROM unnest(ARRAY['out_count_', 'out_amount_', 'in_count_', 'in_amount_', 'refused_count_'])
        AS k (prefix)
    CROSS JOIN unnest(ARRAY['1h', '24h', '7d', '30d']) AS u (suffix)
$function$;

COMMENT ON FUNCTION ledger_private.no_windows() IS
'A JSON object with 0 for each count and sum of each window.';
