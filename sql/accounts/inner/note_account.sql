-- Write down, for the feed, what was done to an account.
CREATE OR REPLACE FUNCTION ledger_private.note_account(
    p_event_type text,
    p_account_id uuid,
    p_actor ledger.actor,
    p_at timestamptz DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_shown ledger.accounts := ledger_private.show_account(p_account_id);
BEGIN
    PERFORM ledger_private.note_act(
        p_event_type, v_shown.user_id, p_account_id, to_jsonb(v_shown), p_actor,
        coalesce(p_at, v_shown.updated_at)
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.note_account(text, uuid, ledger.actor, timestamptz) IS
'Notes the act with the account as ledger.accounts shows it now, of when it was changed or of p_at; called after the account is stored.';
