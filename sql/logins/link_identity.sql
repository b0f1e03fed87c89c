-- Say which user somebody is whom an outside identity provider vouches for.
CREATE OR REPLACE FUNCTION ledger.link_identity(
    p_user_id bigint,
    p_issuer text,
    p_subject text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.users
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_known bigint;
BEGIN
    PERFORM ledger_private.require_short('issuer', p_issuer, 'subject', p_subject);
    PERFORM ledger_private.lock_user(p_user_id, v_actor);
    IF p_issuer IS NULL OR length(p_issuer) NOT BETWEEN 1 AND 500
        OR NOT ledger_private.is_plain_text(p_issuer)
    THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "issuer"}');
    ELSIF p_subject IS NULL OR length(p_subject) NOT BETWEEN 1 AND 500
        OR NOT ledger_private.is_plain_text(p_subject)
    THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "subject"}');
    END IF;

    INSERT INTO ledger_private.outside_identity (issuer, subject, user_id, created_at)
    VALUES (p_issuer, p_subject, p_user_id, clock_timestamp())
    ON CONFLICT (issuer, subject) DO NOTHING;
    IF FOUND THEN
        PERFORM ledger_private.note_auth('IDENTITY_LINKED', p_user_id, jsonb_build_object(
            'issuer', p_issuer
        ), v_actor);
    END IF;
    SELECT o.user_id INTO v_known
    FROM ledger_private.outside_identity AS o
    WHERE o.issuer = p_issuer
        AND o.subject = p_subject;
    IF v_known <> p_user_id THEN
        PERFORM ledger_private.raise_error('LG360', jsonb_build_object('issuer', p_issuer));
    END IF;
    RETURN NEXT ledger_private.show_user(p_user_id);
END
$function$;

COMMENT ON FUNCTION ledger.link_identity(bigint, text, text, ledger.actor) IS
'Let tokens of p_issuer for p_subject act as p_user_id from now on. Both are compared by their bytes, as OpenID Connect asks; LG109 for one that is not in Unicode''s form NFC, has control characters or a space at its ends. LG360 when the identity is another user''s. Safe to repeat. Needs the permission manage.';
