-- What a call means, as 32 bytes: the same call gives the same digest for ever.
CREATE OR REPLACE FUNCTION ledger_private.call_digest(p_function text, VARIADIC p_values text[])
RETURNS bytea
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT sha256(convert_to(
        p_function || (
            SELECT string_agg('|' || quote_nullable(v.value), '' ORDER BY v.n)
            FROM unnest(p_values) WITH ORDINALITY AS v (value, n)
        ),
        'UTF8'
    ))
$function$;

COMMENT ON FUNCTION ledger_private.call_digest(text, text[]) IS
'SHA-256 of a function''s name and its arguments as text; quoting keeps their borders unambiguous. Numbers are passed with trim_scale, moments as their epoch.';
