-- What a user can be told of: the one list, and what is told without being asked for.
CREATE OR REPLACE FUNCTION ledger_private.notification_types(p_is_default boolean DEFAULT false)
RETURNS text[]
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE
        WHEN p_is_default THEN ARRAY['export_ready', 'new_login', 'suspended']
        ELSE ARRAY[
            'export_ready', 'large_debit', 'limit_reached', 'low_balance', 'money_in', 'new_login',
            'suspended'
        ]
    END
$function$;

COMMENT ON FUNCTION ledger_private.notification_types(boolean) IS
'All types; with p_is_default those that a user is told of by e-mail until it chooses. Each has templates in webapp/notifications/templates.';
