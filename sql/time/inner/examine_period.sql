-- Check the day and the reason of an act on the books.
CREATE OR REPLACE FUNCTION ledger_private.examine_period(
    p_on date,
    p_field text,
    p_reason text
)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    IF p_on IS NULL THEN
        PERFORM ledger_private.raise_error('LG108', jsonb_build_object(
            'missing', ARRAY[p_field]
        ));
    ELSIF p_on NOT BETWEEN '0001-01-03' AND '9999-12-29' THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', p_field));
    ELSIF length(p_reason) > 1000 OR p_reason ~ '[[:cntrl:]]'
        OR NOT ledger_private.is_prose(p_reason)
    THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "reason"}');
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.examine_period(date, text, text) IS
'LG108 without a day, LG109 for a day beyond the years 1 to 9999 or a reason that is too long or not printable.';
