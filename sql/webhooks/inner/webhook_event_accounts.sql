-- The accounts that an event is about.
CREATE OR REPLACE FUNCTION ledger_private.webhook_event_accounts(p_event ledger.events)
RETURNS uuid[]
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT ARRAY(
        SELECT DISTINCT a.account_id
        FROM unnest(
            ARRAY[
                p_event.from_account_id, p_event.to_account_id,
                p_event.account_id
            ] || p_event.leg_account_ids
        ) AS a (account_id)
        WHERE a.account_id IS NOT NULL
    )
$function$;

COMMENT ON FUNCTION ledger_private.webhook_event_accounts(ledger.events) IS
'Each once; an empty array when it is about none.';
