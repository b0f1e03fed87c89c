-- Whether somebody logged in from an address that the user has not come from before.
CREATE OR REPLACE FUNCTION ledger_private.is_new_login(p_user_id bigint, p_session_id uuid)
RETURNS boolean
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_login ledger_private.auth_session;
    v_network inet;
BEGIN
    SELECT s.* INTO v_login
    FROM ledger_private.auth_session AS s
    WHERE s.session_id = p_session_id
        AND s.user_id = p_user_id;
    -- Somebody's whole house is one network of IPv6.
    v_network := CASE family(v_login.ip_address)
        WHEN 6 THEN set_masklen(v_login.ip_address, 64) ELSE v_login.ip_address
    END;
    RETURN v_login.ip_address IS NOT NULL
        AND EXISTS (
            SELECT FROM ledger_audit.auth_event AS e
            WHERE e.user_id = p_user_id
                AND e.action = 'LOGIN'
                AND e.created_at < v_login.created_at
        )
        AND NOT EXISTS (
            SELECT FROM ledger_audit.auth_event AS e
            WHERE e.user_id = p_user_id
                AND e.action = 'LOGIN'
                AND e.created_at < v_login.created_at
                AND e.ip_address >= host(network(v_network))::inet
                AND e.ip_address <= host(broadcast(v_network))::inet
        );
END
$function$;

COMMENT ON FUNCTION ledger_private.is_new_login(bigint, uuid) IS
'True when the login that began the session came from an address (for IPv6 a network of 64 bits) that no earlier login of the user came from. The first login of all is not new. What is known of addresses is what ledger.auth_events holds; no second list is kept.';
