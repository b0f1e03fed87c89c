-- The type of an event.
CREATE OR REPLACE FUNCTION ledger_private.webhook_event_type(p_event ledger.events)
RETURNS text
LANGUAGE sql
STABLE
AS $function$
    SELECT coalesce(to_jsonb(p_event) ->> 'event_type', CASE
        WHEN p_event.status = 'FAILED' THEN 'transaction.refused'
        WHEN p_event.reverses_transaction_id IS NOT NULL THEN 'transaction.reversed'
        ELSE 'transaction.posted'
    END)
$function$;

COMMENT ON FUNCTION ledger_private.webhook_event_type(ledger.events) IS
'What the feed says it is; else transaction.posted, transaction.refused or transaction.reversed.';
