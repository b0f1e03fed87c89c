-- The one table of which role may do which kind of thing.
CREATE OR REPLACE FUNCTION ledger_private.require_permission(
    p_actor ledger.actor,
    p_permission text
)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    IF NOT (CASE p_actor.role
        WHEN 'database' THEN true
        WHEN 'administrator' THEN true
        WHEN 'operator' THEN true
        WHEN 'service' THEN p_permission IN ('post', 'read', 'open_account')
        WHEN 'customer' THEN p_permission IN ('post', 'read', 'open_account')
        WHEN 'auditor' THEN p_permission IN ('read', 'read_audit')
        ELSE false
    END) THEN
        PERFORM ledger_private.raise_error('LG206', jsonb_build_object(
            'role', p_actor.role, 'permission', p_permission
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_permission(ledger.actor, text) IS
'Raise LG206 unless the role of p_actor holds p_permission: post, read, read_audit, open_account or manage.';
