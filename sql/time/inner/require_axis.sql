-- Refuse an axis of time that there is not.
CREATE OR REPLACE FUNCTION ledger_private.require_axis(
    p_axis text,
    p_effective_at timestamptz
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    IF coalesce(p_axis, '') NOT IN ('effective', 'booked')
        OR (p_axis = 'booked' AND p_effective_at IS NOT NULL)
    THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', CASE WHEN p_axis = 'booked' THEN 'effective_at' ELSE 'axis' END,
            'axis', ARRAY['effective', 'booked']
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_axis(text, timestamptz) IS
'LG109 for an axis that is neither effective nor booked, or for an effective date on the booked one.';
