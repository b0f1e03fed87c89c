-- May the actor do this kind of thing? Its role must hold the permission, its scopes name it.
CREATE OR REPLACE FUNCTION ledger_private.require_permission(
    p_actor ledger.actor,
    p_permission text
)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    -- A database session may do what its grants let it call.
    IF p_actor.role = 'database' THEN
        RETURN;
    END IF;
    IF NOT EXISTS (
        SELECT FROM ledger_private.role_permission AS p
        WHERE p.role = p_actor.role
            AND p.permission = p_permission
    ) OR (
        p_actor.scopes IS NOT NULL AND (
            p_permission <> ALL (ledger_private.narrowing_scopes(p_actor))
            -- What manages could make itself another key, or another's account its own.
            OR (
                ledger_private.is_restricted(p_actor.scopes)
                AND p_permission NOT IN ('read', 'post')
            )
        )
    ) THEN
        PERFORM ledger_private.raise_error('LG206', jsonb_strip_nulls(jsonb_build_object(
            'role', p_actor.role, 'permission', p_permission,
            'scopes', ledger_private.narrowing_scopes(p_actor),
            'api_key_is_restricted', nullif(ledger_private.is_restricted(p_actor.scopes), false)
        )));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_permission(ledger.actor, text) IS
'Raise LG206 unless the role of p_actor, which has been resolved, holds p_permission by ledger.role_permissions, and its scopes, if it has any, name it. A restricted API key reads and posts, and does nothing else.';
