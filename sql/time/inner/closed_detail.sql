-- The values behind a refusal to post into a closed period.
CREATE OR REPLACE FUNCTION ledger_private.closed_detail(
    p_effective_at timestamptz,
    p_open_from_at timestamptz
)
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT CASE WHEN p_effective_at < p_open_from_at THEN jsonb_build_object(
        'effective_at', ledger_private.moment_text(p_effective_at),
        'closed_through_on', ledger_private.last_closed_day(p_open_from_at)
    ) END
$function$;

COMMENT ON FUNCTION ledger_private.closed_detail(timestamptz, timestamptz) IS
'DETAIL of LG250: the date asked for and the last closed day, (UTC); NULL when it is open.';
