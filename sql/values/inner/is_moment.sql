-- Whether a text is a moment of ISO 8601 with its offset, which no setting of a session changes.
CREATE OR REPLACE FUNCTION ledger_private.is_moment(p_text text)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE
        WHEN p_text ~ (
            '^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])'
            '[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?'
            '(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)$'
        ) THEN extract(month FROM
            make_date(substr(p_text, 1, 4)::integer, substr(p_text, 6, 2)::integer, 1)
            + (substr(p_text, 9, 2)::integer - 1)
        ) = substr(p_text, 6, 2)::integer
        ELSE false
    END
$function$;

COMMENT ON FUNCTION ledger_private.is_moment(text) IS
'True for a day of the years 1 to 9999, T or a space, the time to minutes or finer, and Z or an offset.';
