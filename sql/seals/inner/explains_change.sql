-- Whether an act may have changed a part of an object.
CREATE OR REPLACE FUNCTION ledger_private.explains_change(
    p_object_type text,
    p_part text,
    p_event_type text
)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT p_event_type = 'direct_change.made' OR CASE p_object_type || '.' || p_part
        WHEN 'account.owner' THEN p_event_type = 'account.opened'
        WHEN 'account.name' THEN p_event_type IN ('account.opened', 'account.name_changed')
        WHEN 'account.metadata'
            THEN p_event_type IN ('account.opened', 'account.metadata_changed')
        WHEN 'account.status' THEN p_event_type IN (
            'account.opened', 'account.status_changed', 'account.closed', 'account.merged'
        )
        WHEN 'account.bounds' THEN p_event_type IN ('account.opened', 'account.bounds_changed')
        WHEN 'account.codes'
            THEN p_event_type IN ('account.opened', 'account.code_changed', 'account.merged')
        WHEN 'account.category'
            THEN p_event_type IN ('account.opened', 'account.category_changed')
        WHEN 'account.accumulates'
            THEN p_event_type IN ('account.opened', 'account.accumulation_changed')
        WHEN 'user.role' THEN p_event_type IN ('user.created', 'user.role_changed')
        WHEN 'user.status'
            THEN p_event_type IN ('user.created', 'user.suspended', 'user.activated')
        WHEN 'user.username' THEN p_event_type = 'user.created'
        WHEN 'user.name' THEN p_event_type IN ('user.created', 'person.shredded')
        WHEN 'user.password' THEN p_event_type IN (
            'user.created', 'user.password_changed', 'login.succeeded'
        )
        WHEN 'user.identities' THEN p_event_type IN (
            'user.created', 'user.identity_linked', 'user.identity_unlinked'
        )
        ELSE true
    END
$function$;

COMMENT ON FUNCTION ledger_private.explains_change(text, text, text) IS
'True when an event of this type may have changed this part of an object of this type. What no event since the last seal explains was changed behind the ledger''s back.';
