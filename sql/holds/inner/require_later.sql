-- An expiry lies ahead.
CREATE OR REPLACE FUNCTION ledger_private.require_later(
    p_expires_at timestamptz,
    p_than timestamptz
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    IF p_expires_at IS NOT NULL
        AND ledger_private.within_calendar(p_expires_at) IS NULL
    THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "expires_at"}');
    ELSIF p_expires_at <= p_than THEN
        PERFORM ledger_private.raise_error('LG120', jsonb_build_object(
            'expires_at', ledger_private.moment_text(p_expires_at),
            'later_than', ledger_private.moment_text(p_than)
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_later(timestamptz, timestamptz) IS
'Raise LG109 for a moment that no calendar knows, LG120 for one that is not later than p_than. NULL, no expiry, is fine.';
