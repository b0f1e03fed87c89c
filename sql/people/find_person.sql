-- Find users by the blind index of an e-mail address.
CREATE OR REPLACE FUNCTION ledger.find_person(
    p_email_index bytea,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.people
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    RETURN QUERY
    SELECT v.*
    FROM ledger_private.person AS p
    JOIN ledger.people AS v USING (user_id)
    WHERE p.email_index = p_email_index
    ORDER BY p.user_id
    LIMIT 100;
END
$function$;

COMMENT ON FUNCTION ledger.find_person(bytea, ledger.actor) IS
'The users, 100 at most, whose e-mail address has this HMAC-SHA-256 under the gateway''s index key. Needs the permission manage. Takes no lock.';
