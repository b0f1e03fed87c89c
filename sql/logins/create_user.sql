-- Make a user that can own accounts and log in.
CREATE OR REPLACE FUNCTION ledger.create_user(
    p_username text,
    p_role text DEFAULT 'customer',
    p_display_name text DEFAULT NULL,
    p_user_id bigint DEFAULT NULL,
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
    v_username text;
    v_display_name text;
    v_bucket integer;
    v_user_id bigint;
BEGIN
    PERFORM ledger_private.require_short(
        'username', p_username, 'role', p_role, 'display_name', p_display_name
    );
    v_username := normalize(p_username, NFC);
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    PERFORM ledger_private.require_username(v_username);
    PERFORM ledger_private.require_known_role(p_role);
    v_display_name := ledger_private.require_name('display_name', p_display_name);
    -- Nobody hands out more than it has.
    IF v_actor.role = 'operator' AND p_role = 'administrator' THEN
        PERFORM ledger_private.raise_error('LG206', jsonb_build_object(
            'role', v_actor.role, 'wanted', p_role
        ));
    END IF;

    v_bucket := ledger_private.username_bucket(v_username);
    IF p_user_id < 4096 OR p_user_id & 4095 <> v_bucket THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "user_id"}');
    END IF;

    LOOP
        -- A number may be in use already by an id that was given.
        v_user_id := coalesce(
            p_user_id, nextval('ledger_private.user_number') * 4096 + v_bucket
        );
        INSERT INTO ledger_private.app_user (user_id, role, display_name)
        VALUES (v_user_id, p_role, v_display_name)
        ON CONFLICT (user_id) DO NOTHING;
        EXIT WHEN FOUND;
        IF p_user_id IS NOT NULL THEN
            PERFORM ledger_private.raise_error('LG308', jsonb_build_object(
                'user_id', p_user_id
            ));
        END IF;
    END LOOP;
    INSERT INTO ledger_private.login (username, user_id)
    VALUES (v_username, v_user_id)
    ON CONFLICT (username) DO NOTHING;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG305', jsonb_build_object('username', v_username));
    END IF;
    PERFORM ledger_private.note_act(
        'user.created', v_user_id, NULL, to_jsonb(ledger_private.show_user(v_user_id)), v_actor
    );
    RETURN NEXT ledger_private.show_user(v_user_id);
END
$function$;

COMMENT ON FUNCTION ledger.create_user(
    text, text, text, bigint, ledger.actor
) IS
'Create a user with a unique p_username (LG305), kept in Unicode''s form NFC, and a p_role, one of those in ledger.role_permissions. Its user_id is a number times 4096 plus ledger.bucket_of_username(p_username); p_user_id gives one that was drawn elsewhere: of that form (LG109) and free (LG308). LG109 also for a malformed value, LG150 for a reserved name. Needs the permission manage.';
