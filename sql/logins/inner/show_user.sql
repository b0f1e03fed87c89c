-- One user as the view shows it.
CREATE OR REPLACE FUNCTION ledger_private.show_user(p_user_id bigint)
RETURNS ledger.users
LANGUAGE sql
VOLATILE
AS $function$
    SELECT u FROM ledger.users AS u WHERE u.user_id = p_user_id
$function$;

COMMENT ON FUNCTION ledger_private.show_user(bigint) IS
'The row of ledger.users, or NULL.';
