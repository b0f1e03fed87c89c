-- Whether a token that was signed well is still good, and who holds it now.
CREATE OR REPLACE FUNCTION ledger_gateway.check_token(
    p_user_id bigint,
    p_token_id text,
    p_issued_at timestamptz,
    p_session_id uuid DEFAULT NULL,
    p_issuer text DEFAULT NULL,
    p_subject text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger_gateway.identity
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_user_id bigint := p_user_id;
    v_identity ledger_gateway.identity;
BEGIN
    PERFORM ledger_private.require_short(
        'token_id', p_token_id, 'issuer', p_issuer, 'subject', p_subject
    );
    PERFORM ledger_private.require_gateway(p_actor);
    IF p_issuer IS NOT NULL THEN
        SELECT o.user_id INTO v_user_id
        FROM ledger_private.outside_identity AS o
        WHERE o.issuer = p_issuer
            AND o.subject = p_subject;
    END IF;

    SELECT u.user_id, u.role, s.expires_at
    INTO v_identity.user_id, v_identity.role, v_identity.expires_at
    FROM ledger_private.app_user AS u
    LEFT JOIN ledger_private.auth_session AS s
        ON s.session_id = p_session_id AND s.user_id = u.user_id
    WHERE u.user_id = v_user_id
        AND u.status = 'ACTIVE'
        AND u.role <> 'house'
        AND CASE WHEN p_session_id IS NOT NULL
            THEN s.ended_at IS NULL AND s.expires_at > clock_timestamp()
            ELSE u.sessions_ended_at IS NULL OR p_issued_at > u.sessions_ended_at
        END
        AND NOT EXISTS (
            SELECT FROM ledger_private.revoked_token AS t
            WHERE t.user_id = u.user_id
                AND t.token_id = p_token_id
        );
    IF FOUND THEN
        RETURN NEXT v_identity;
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_gateway.check_token(
    bigint, text, timestamptz, uuid, text, text, ledger.actor
) IS
'The user of an access token, as it is now: one row when the user is active and neither the token nor its session was ended, else no row. For a token of an outside identity provider, give p_issuer and p_subject instead of p_user_id.';
