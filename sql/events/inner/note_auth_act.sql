-- Write down, for the feed, what an entry of ledger.auth_events has changed.
CREATE OR REPLACE FUNCTION ledger_private.note_auth_act(
    p_action text,
    p_user_id bigint,
    p_detail jsonb,
    p_actor ledger.actor
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    -- What only reads, or is used, changes nothing; who failed to be anybody is nobody's event.
    v_type text := CASE p_action
        WHEN 'LOGIN' THEN 'login.succeeded'
        WHEN 'LOGIN_FAILED' THEN CASE WHEN p_user_id IS NOT NULL THEN 'login.failed' END
        WHEN 'LOGIN_LOCKED' THEN CASE WHEN p_user_id IS NOT NULL THEN 'login.locked' END
        WHEN 'LOGOUT' THEN 'session.revoked'
        WHEN 'LOGOUT_EVERYWHERE' THEN 'session.revoked'
        WHEN 'REFRESH' THEN CASE p_detail ->> 'outcome'
            WHEN 'REUSED' THEN 'session.revoked'
        END
        WHEN 'PASSWORD' THEN 'user.password_changed'
        WHEN 'ROLE' THEN 'user.role_changed'
        WHEN 'STATUS' THEN CASE p_detail ->> 'to'
            WHEN 'ACTIVE' THEN 'user.activated'
            ELSE 'user.suspended'
        END
        WHEN 'IDENTITY_LINKED' THEN 'user.identity_linked'
        WHEN 'IDENTITY_UNLINKED' THEN 'user.identity_unlinked'
        WHEN 'KEY_CREATED' THEN 'api_key.created'
        WHEN 'KEY_ACCEPTED' THEN 'api_key.accepted'
        WHEN 'KEY_REVOKED' THEN 'api_key.revoked'
        WHEN 'PERMISSION_GRANTED' THEN 'right.granted'
        WHEN 'PERMISSION_REVOKED' THEN 'right.revoked'
        WHEN 'PERSON_STORED' THEN 'person.stored'
        WHEN 'PERSON_SHREDDED' THEN 'person.shredded'
        WHEN 'ASSET_ADDED' THEN 'asset.added'
        WHEN 'WEBHOOK_CREATED' THEN 'webhook_endpoint.created'
        WHEN 'WEBHOOK_CHANGED' THEN 'webhook_endpoint.changed'
        WHEN 'WEBHOOK_DISABLED' THEN 'webhook_endpoint.disabled'
        WHEN 'WEBHOOK_ROTATED' THEN 'webhook_endpoint.secret_rotated'
        WHEN 'WEBHOOK_REMOVED' THEN 'webhook_endpoint.removed'
        WHEN 'DIRECT_CHANGE' THEN 'direct_change.made'
        WHEN 'DIRECT_CHANGES_EXPLAINED' THEN 'direct_change.explained'
    END;
    v_shown jsonb;
BEGIN
    IF v_type IS NULL THEN
        RETURN;
    END IF;
    v_shown := CASE split_part(v_type, '.', 1)
        WHEN 'user' THEN to_jsonb(ledger_private.show_user(p_user_id))
        WHEN 'api_key' THEN (
            SELECT to_jsonb(k) FROM ledger.api_keys AS k
            WHERE k.api_key_id = (p_detail ->> 'api_key_id')::uuid
        )
        WHEN 'right' THEN jsonb_build_object(
            'role', p_detail -> 'role', 'permission', p_detail -> 'permission'
        )
        WHEN 'asset' THEN (
            SELECT to_jsonb(a) FROM ledger.assets AS a
            WHERE a.currency = p_detail ->> 'currency'
        )
        WHEN 'webhook_endpoint' THEN coalesce(
            (
                SELECT to_jsonb(e) FROM ledger.webhook_endpoints AS e
                WHERE e.endpoint_id = (p_detail ->> 'endpoint_id')::uuid
            ),
            jsonb_build_object('user_id', p_user_id, 'endpoint_id', p_detail -> 'endpoint_id')
        )
        WHEN 'direct_change' THEN p_detail - 'event_ids'
        WHEN 'person' THEN jsonb_build_object('user_id', p_user_id)
        ELSE jsonb_strip_nulls(jsonb_build_object(
            'user_id', p_user_id, 'session_id', p_detail -> 'session_id',
            'failures', p_detail -> 'failures'
        ))
    END;
    PERFORM ledger_private.note_act(v_type, p_user_id, NULL, v_shown, p_actor);
END
$function$;

COMMENT ON FUNCTION ledger_private.note_auth_act(text, bigint, jsonb, ledger.actor) IS
'Notes the act that ledger_private.note_auth was told of, if it is one: being read, used or refreshed is none, nor is a failed login under a name that nobody has. Called after the change is stored.';
