-- Write to an address again that mail came back from.
CREATE OR REPLACE FUNCTION ledger.clear_bounce(
    p_user_id bigint,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.notification_preferences
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.lock_user(p_user_id, v_actor);
    DELETE FROM ledger_private.bounced_address AS b WHERE b.user_id = p_user_id;
    IF found THEN
        PERFORM ledger_private.note_act(
            'notification_preferences.changed', p_user_id, NULL, to_jsonb(n), v_actor
        )
        FROM ledger.notification_preferences AS n
        WHERE n.user_id = p_user_id;
    END IF;
    RETURN NEXT (
        SELECT n FROM ledger.notification_preferences AS n WHERE n.user_id = p_user_id
    );
END
$function$;

COMMENT ON FUNCTION ledger.clear_bounce(bigint, ledger.actor) IS
'Forget that mail to the user''s address came back; what was dropped meanwhile stays so. LG004. Needs the permission manage. Safe to repeat.';
