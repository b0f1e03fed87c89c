-- Whom a list is about, told by the id, the name or both.
CREATE OR REPLACE FUNCTION ledger_private.listed_owner(
    p_user_id bigint,
    p_username text,
    p_actor ledger.actor
)
RETURNS bigint
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_user_id bigint;
BEGIN
    IF p_username IS NULL THEN
        RETURN p_user_id;
    END IF;
    SELECT l.user_id INTO v_user_id
    FROM ledger_private.login AS l
    WHERE l.username = normalize(p_username, NFC);
    -- Whose a name is, and whether it is anybody's, is told to those who find users.
    IF v_user_id IS DISTINCT FROM p_actor.user_id THEN
        IF p_actor.role <> 'customer' THEN
            PERFORM ledger_private.require_permission(p_actor, 'manage');
        ELSE
            RETURN -1;
        END IF;
    END IF;
    RETURN CASE WHEN v_user_id = coalesce(p_user_id, v_user_id) THEN v_user_id ELSE -1 END;
END
$function$;

COMMENT ON FUNCTION ledger_private.listed_owner(bigint, text, ledger.actor) IS
'p_user_id, or the user of this name; NULL when neither is given, -1, which is nobody, when there is none or the two are not one. To a customer every other user is nobody; LG206 for staff without the permission manage.';
