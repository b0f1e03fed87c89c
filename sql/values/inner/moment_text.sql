-- A moment as JSON shows it, in UTC whatever the session's time zone is.
CREATE OR REPLACE FUNCTION ledger_private.moment_text(p_at timestamptz)
RETURNS text
LANGUAGE sql
STABLE
AS $function$
    SELECT (to_jsonb(p_at AT TIME ZONE 'UTC') #>> '{}')
        || CASE WHEN isfinite(p_at) THEN '+00:00' ELSE '' END
$function$;

COMMENT ON FUNCTION ledger_private.moment_text(timestamptz) IS
'p_at in ISO 8601, as in 2026-01-31T12:00:00+00:00: what to_jsonb(p_at) gives in a session whose time zone is UTC.';
