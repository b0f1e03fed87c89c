-- Write down what was done, for the feed. A posting writes none: its transaction is the event.
CREATE OR REPLACE FUNCTION ledger_private.note_act(
    p_event_type text,
    p_user_id bigint,
    p_account_id uuid,
    p_shown jsonb,
    p_actor ledger.actor,
    p_at timestamptz DEFAULT NULL
)
RETURNS void
LANGUAGE sql
VOLATILE
AS $function$
    INSERT INTO ledger_audit.act (
        act_id, user_id, account_id, xact_id, created_at, actor_user_id, event_type, actor_role,
        object
    )
    VALUES (
        ledger_private.new_id(ledger_private.user_bucket(coalesce(p_user_id, 0))),
        coalesce(p_user_id, 0), p_account_id, pg_current_xact_id()::text::bigint,
        coalesce(p_at, clock_timestamp()), p_actor.user_id, p_event_type,
        coalesce(p_actor.role, 'database'), ledger_private.event_object(p_shown)
    )
$function$;

COMMENT ON FUNCTION ledger_private.note_act(
    text, bigint, uuid, jsonb, ledger.actor, timestamptz
) IS
'One row of ledger_audit.act, in the database transaction of the change: p_event_type is one of ledger.event_types, p_shown the object after the change as its view shows it. Called after the change is stored.';
