-- Forget whom an outside identity provider vouches for.
CREATE OR REPLACE FUNCTION ledger.unlink_identity(
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
    v_user_id bigint;
BEGIN
    PERFORM ledger_private.require_short('issuer', p_issuer, 'subject', p_subject);
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    SELECT o.user_id INTO v_user_id
    FROM ledger_private.outside_identity AS o
    WHERE o.issuer = p_issuer
        AND o.subject = p_subject;
    PERFORM ledger_private.lock_user(v_user_id, v_actor);

    DELETE FROM ledger_private.outside_identity AS o
    WHERE o.issuer = p_issuer
        AND o.subject = p_subject;
    PERFORM ledger_private.note_auth('IDENTITY_UNLINKED', v_user_id, jsonb_build_object(
        'issuer', p_issuer
    ), v_actor);
    RETURN NEXT ledger_private.show_user(v_user_id);
END
$function$;

COMMENT ON FUNCTION ledger.unlink_identity(text, text, ledger.actor) IS
'Let tokens of p_issuer for p_subject act as nobody from now on, and return the user whom they stood for. LG004 when they stood for nobody. Needs the permission manage.';
