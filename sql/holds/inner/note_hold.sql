-- Write down, for the feed, the step that a hold has just taken.
CREATE OR REPLACE FUNCTION ledger_private.note_hold(
    p_hold_id uuid,
    p_step text,
    p_account ledger_private.account,
    p_actor ledger.actor
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_account ledger.accounts := ledger_private.show_account(p_account.account_id);
BEGIN
    PERFORM ledger_private.note_act(
        CASE p_step
            WHEN 'PLACE' THEN 'hold.placed'
            WHEN 'INCREMENT' THEN 'hold.incremented'
            WHEN 'EXTEND' THEN 'hold.extended'
            WHEN 'CAPTURE' THEN 'hold.captured'
            WHEN 'RELEASE' THEN 'hold.released'
            WHEN 'EXPIRE' THEN 'hold.expired'
        END,
        p_account.user_id, p_account.account_id,
        to_jsonb(ledger_private.show_hold(p_hold_id)) || jsonb_build_object(
            'account', ledger_private.event_object((
                SELECT jsonb_object_agg(o.key, o.value)
                FROM jsonb_each(to_jsonb(v_account)) AS o
                WHERE o.key IN (
                    'account_id', 'currency', 'balance', 'held', 'available', 'version'
                )
            ))
        ),
        p_actor, p_account.updated_at
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.note_hold(uuid, text, ledger_private.account, ledger.actor) IS
'Notes the step p_step of the hold as ledger.holds shows the hold now, with what its account then has; called after both are stored.';
