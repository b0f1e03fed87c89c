-- A name that people give and read: one spelling, one line, nothing that is not seen.
CREATE OR REPLACE FUNCTION ledger_private.require_name(
    p_field text,
    p_name text,
    p_longest integer DEFAULT 200
)
RETURNS text
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_name text := normalize(p_name, NFC);
BEGIN
    IF length(v_name) NOT BETWEEN 1 AND p_longest OR NOT ledger_private.is_plain_text(v_name) THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', p_field));
    END IF;
    RETURN v_name;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_name(text, text, integer) IS
'p_name in Unicode''s form NFC, as it is to be kept; NULL stays NULL. Raises LG109 with p_field unless it is then 1 to p_longest characters for which ledger_private.is_plain_text is true.';
