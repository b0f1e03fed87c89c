-- A moment as the REST interface writes it.
CREATE OR REPLACE FUNCTION ledger_private.moment_json(p_at timestamptz)
RETURNS text
LANGUAGE sql
STABLE
AS $function$
    SELECT CASE
        WHEN isfinite(p_at)
            THEN to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        ELSE p_at::text
    END
$function$;

COMMENT ON FUNCTION ledger_private.moment_json(timestamptz) IS
'p_at in UTC, as in 2026-01-31T12:00:00.000000Z; infinity and NULL as they are.';
