-- Show what a user is told of.
CREATE OR REPLACE FUNCTION ledger.get_notification_preferences(
    p_user_id bigint,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.notification_preferences
LANGUAGE plpgsql
STABLE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_preferences ledger.notification_preferences;
BEGIN
    PERFORM ledger_private.require_own(v_actor, p_user_id);
    SELECT p.* INTO v_preferences
    FROM ledger.notification_preferences AS p
    WHERE p.user_id = p_user_id;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG004', jsonb_build_object('user_id', p_user_id));
    END IF;
    RETURN NEXT v_preferences;
END
$function$;

COMMENT ON FUNCTION ledger.get_notification_preferences(bigint, ledger.actor) IS
'What the user chose to be told of, or the defaults; LG004 when there is no such user. For the user itself, and with the permission manage. Takes no lock.';
