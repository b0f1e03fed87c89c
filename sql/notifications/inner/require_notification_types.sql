-- Words for what a user can be told of.
CREATE OR REPLACE FUNCTION ledger_private.require_notification_types(p_field text, p_types text[])
RETURNS void
LANGUAGE plpgsql
IMMUTABLE
AS $function$
BEGIN
    IF (p_types <@ ledger_private.notification_types()) IS NOT TRUE
        OR array_ndims(p_types) > 1
        OR array_position(p_types, NULL) IS NOT NULL
    THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', p_field, 'expected', ledger_private.notification_types()
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_notification_types(text, text[]) IS
'LG109 unless p_types are some of ledger_private.notification_types().';
