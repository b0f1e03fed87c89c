-- The parts of a leaf that an actor may see, with what opens them.
CREATE OR REPLACE FUNCTION ledger_private.seen_parts(
    p_event ledger_audit.feed_event,
    p_actor ledger.actor
)
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'number', p.part_number,
        'name', p.part_name,
        'salt', encode(ledger_private.part_salt(
            ledger_private.seal_salt(), p.event_position, p.part_number
        ), 'hex'),
        'text', p.said::text
    ) ORDER BY p.part_number), '[]')
    FROM ledger_private.event_parts AS p
    WHERE p.event_position = p_event.event_position
        AND (
            (p_actor.role <> 'customer' AND NOT ledger_private.is_restricted(p_actor.scopes))
            OR CASE p.part_name
                WHEN 'moved' THEN true
                WHEN 'asked' THEN p.said ->> 'actor_user_id' = p_actor.user_id::text
                    AND NOT ledger_private.is_restricted(p_actor.scopes)
                WHEN 'entry' THEN ledger_private.sees_account(
                    (p.said ->> 'account_id')::uuid, p_actor
                )
                ELSE false
            END
        )
$function$;

COMMENT ON FUNCTION ledger_private.seen_parts(ledger_audit.feed_event, ledger.actor) IS
'Number, name, salt in hex and text of each part. Who may see the event at all is the caller''s to know; of the other parts it gets salted hashes, in the leaf.';
