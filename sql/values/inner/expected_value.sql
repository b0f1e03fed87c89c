-- What a JSON value would have to be to become a value of a type; NULL when it is that.
CREATE OR REPLACE FUNCTION ledger_private.expected_value(p_value jsonb, p_type text)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE
        WHEN p_type = 'jsonb' OR jsonb_typeof(p_value) = 'null' THEN NULL
        WHEN p_type = 'text' THEN
            CASE WHEN jsonb_typeof(p_value) <> 'string' THEN 'a string' END
        WHEN p_type = 'numeric' THEN CASE
            WHEN jsonb_typeof(p_value) = 'number' THEN NULL
            WHEN jsonb_typeof(p_value) <> 'string' OR length(p_value #>> '{}') > 400
                OR p_value #>> '{}'
                !~ '^[+-]?(([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,3})?|Infinity|NaN)$'
                THEN 'a number, or a string that spells one'
        END
        WHEN p_type = 'bigint' THEN CASE
            WHEN jsonb_typeof(p_value) NOT IN ('number', 'string')
                OR p_value #>> '{}' !~ '^-?[0-9]{1,19}$' THEN 'a whole number of 64 bits'
            WHEN (p_value #>> '{}')::numeric
                NOT BETWEEN -9223372036854775808 AND 9223372036854775807
                THEN 'a whole number of 64 bits'
        END
        WHEN p_type = 'uuid' THEN CASE
            WHEN jsonb_typeof(p_value) <> 'string'
                OR p_value #>> '{}' !~* '^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$'
                THEN 'a UUID'
        END
        WHEN p_type = 'timestamp with time zone' THEN CASE
            WHEN jsonb_typeof(p_value) <> 'string' OR NOT ledger_private.is_moment(p_value #>> '{}')
                THEN 'a date and time with an offset, as 2026-01-31T12:00:00Z'
        END
        WHEN jsonb_typeof(p_value) <> 'array' THEN 'an array'
    END
$function$;

COMMENT ON FUNCTION ledger_private.expected_value(jsonb, text) IS
'NULL when p_value can be read as p_type, a name that format_type gives; every type that is not named here is an array. What it lets pass, the input function of the type reads.';
