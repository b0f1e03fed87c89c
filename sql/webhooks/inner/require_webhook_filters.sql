-- What an endpoint may be narrowed to.
CREATE OR REPLACE FUNCTION ledger_private.require_webhook_filters(
    p_event_types text[],
    p_account_ids uuid[],
    p_category_path text
)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    IF EXISTS (
        SELECT FROM unnest(p_event_types) AS t (event_type)
        WHERE (t.event_type ~ '^([a-z][a-z_]{0,39}[.]){1,3}([a-z][a-z_]{0,39}|[*])$') IS NOT TRUE
    ) THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "event_types"}');
    ELSIF array_position(p_account_ids, NULL) IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "account_ids"}');
    ELSIF p_category_path <> '' AND NOT EXISTS (
        SELECT FROM ledger_private.category AS c WHERE c.path = normalize(p_category_path, NFC)
    ) THEN
        PERFORM ledger_private.raise_error('LG009', jsonb_build_object('path', p_category_path));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_webhook_filters(text[], uuid[], text) IS
'LG109 for what is no type of an event, and for NULL among accounts; LG009 for a category that is not there.';
