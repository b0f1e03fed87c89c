-- Acting as somebody, the way a gateway does.
CREATE FUNCTION ledger_test.actor(p_username text, p_scopes text[] DEFAULT NULL)
RETURNS ledger.actor
LANGUAGE sql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
RETURN (
    SELECT ROW(
        u.user_id, u.role, '203.0.113.7', 'agent', 'request-1', p_scopes
    )::ledger.actor
    FROM ledger_private.login AS l
    JOIN ledger_private.app_user AS u USING (user_id)
    WHERE l.username = p_username
);

CREATE FUNCTION ledger_test.stranger(p_ip_address inet DEFAULT '198.51.100.9')
RETURNS ledger.actor
LANGUAGE sql
RETURN ROW(NULL, NULL, p_ip_address, 'agent', 'request-1', NULL)::ledger.actor;

CREATE FUNCTION ledger_test.user_id(p_username text)
RETURNS bigint
LANGUAGE sql
RETURN (ledger.find_user(p_username)).user_id;
