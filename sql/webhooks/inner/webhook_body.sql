-- The document that an endpoint is sent of an event.
CREATE OR REPLACE FUNCTION ledger_private.webhook_body(
    p_event ledger.events,
    p_reader ledger.actor
)
RETURNS text
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'type', p_event.event_type,
        'timestamp', ledger_private.moment_json(p_event.created_at),
        'data', jsonb_build_object(
            'event_id', p_event.event_id,
            'event_position', p_event.event_position,
            'account_id', p_event.account_id,
            CASE WHEN p_event.transaction_id IS NULL THEN 'object' ELSE 'transaction' END,
            ledger_private.seen_object(p_event, p_reader),
            'balances', coalesce((
                SELECT jsonb_agg(jsonb_build_object(
                    'account_id', b.account_id, 'version', b.version, 'balance', b.balance::text
                ) ORDER BY b.account_id)
                FROM (
                    SELECT
                        p_event.from_account_id, p_event.from_account_version, p_event.from_balance
                    UNION ALL
                    SELECT p_event.to_account_id, p_event.to_account_version, p_event.to_balance
                    UNION ALL
                    SELECT l.account_id, l.version, l.balance
                    FROM unnest(
                        p_event.leg_account_ids, p_event.leg_account_versions, p_event.leg_balances
                    ) AS l (account_id, version, balance)
                ) AS b (account_id, version, balance)
                WHERE b.balance IS NOT NULL
                    AND ledger_private.sees_account(b.account_id, p_reader)
            ), '[]')
        )
    )::text
$function$;

COMMENT ON FUNCTION ledger_private.webhook_body(ledger.events, ledger.actor) IS
'Type, timestamp and data: the id and position of the event, its transaction or its object, and the balances that it led to, of accounts that the reader sees.';
