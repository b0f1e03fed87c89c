-- Since when a user's e-mail address is not written to.
CREATE OR REPLACE FUNCTION ledger_private.current_bounce(p_user_id bigint)
RETURNS timestamptz
LANGUAGE sql
STABLE
AS $function$
    SELECT b.bounced_at
    FROM ledger_private.bounced_address AS b
    JOIN ledger_private.person AS p USING (user_id)
    WHERE b.user_id = p_user_id
        AND p.email_index IS NOT DISTINCT FROM b.email_index
$function$;

COMMENT ON FUNCTION ledger_private.current_bounce(bigint) IS
'When mail to the address that the user has now came back; NULL: it did not, or the user has another address by now.';
