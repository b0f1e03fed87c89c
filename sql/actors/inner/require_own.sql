-- What is a user's own, it may see and end itself; anybody else's takes a permission.
CREATE OR REPLACE FUNCTION ledger_private.require_own(p_actor ledger.actor, p_user_id bigint)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    -- A key with scopes or restrictions does what they say, not all that its user may do to itself.
    IF p_user_id IS DISTINCT FROM p_actor.user_id
        OR ledger_private.narrowing_scopes(p_actor) IS NOT NULL
        OR ledger_private.is_restricted(p_actor.scopes)
    THEN
        PERFORM ledger_private.require_permission(p_actor, 'manage');
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_own(ledger.actor, bigint) IS
'Raise LG206 unless p_actor is the user p_user_id itself, without scopes or a restricted API key, or holds the permission manage.';
