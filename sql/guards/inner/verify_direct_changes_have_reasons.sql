-- Whoever changed rows by hand has said why.
CREATE OR REPLACE FUNCTION ledger_private.verify_direct_changes_have_reasons()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'event_id', d.event_id, 'created_at', ledger_private.moment_text(d.created_at),
        'database_user', d.database_user
    ) || d.detail
    FROM ledger_private.direct_changes() AS d
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_direct_changes_have_reasons() IS
'No row of meaning was changed by a plain statement without a reason. Returns the first change that breaks this, with its event of ledger.auth_events, or NULL.';
