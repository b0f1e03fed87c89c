-- Refuse an axis that there is not, and days that make no range.
CREATE OR REPLACE FUNCTION ledger_private.require_report(
    p_axis text,
    p_from_on date,
    p_through_on date
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    PERFORM ledger_private.require_axis(p_axis, NULL);
    IF (
        p_from_on BETWEEN '0001-01-02' AND '9999-12-30'
        AND p_through_on BETWEEN p_from_on AND least(p_from_on + 3660, '9999-12-30')
    ) IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG170', jsonb_build_object(
            'from_on', p_from_on, 'through_on', p_through_on, 'most_days', 3660
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_report(text, date, date) IS
'LG109 for an axis that is neither booked nor effective, LG170 for days that make no range.';
