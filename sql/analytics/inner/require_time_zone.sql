-- A name of a time zone that PostgreSQL knows.
CREATE OR REPLACE FUNCTION ledger_private.require_time_zone(p_time_zone text)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_timezone_names AS z WHERE z.name = p_time_zone) THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "time_zone"}');
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_time_zone(text) IS
'LG109 unless the time zone is one of pg_timezone_names.';
