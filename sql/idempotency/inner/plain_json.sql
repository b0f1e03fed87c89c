-- A JSON document whose numbers are spelled one way: 10, not 10.0 or 10.00.
CREATE OR REPLACE FUNCTION ledger_private.plain_json(p_json jsonb)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE
STRICT
AS $function$
BEGIN
    -- jsonb orders the keys of objects itself; only decimals can end in a zero too many.
    IF p_json::text NOT LIKE '%.%0%' THEN
        RETURN p_json;
    END IF;
    RETURN CASE jsonb_typeof(p_json)
        WHEN 'number' THEN to_jsonb(trim_scale((p_json #>> '{}')::numeric))
        WHEN 'object' THEN (
            SELECT jsonb_object_agg(m.key, ledger_private.plain_json(m.value))
            FROM jsonb_each(p_json) AS m
        )
        WHEN 'array' THEN (
            SELECT jsonb_agg(ledger_private.plain_json(e.value) ORDER BY e.place)
            FROM jsonb_array_elements(p_json) WITH ORDINALITY AS e (value, place)
        )
        ELSE p_json
    END;
END
$function$;

COMMENT ON FUNCTION ledger_private.plain_json(jsonb) IS
'p_json with each number in its shortest spelling, at any depth. Documents that are equal as jsonb have one text.';
