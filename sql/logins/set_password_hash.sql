-- Give a user a new password, hashed by the caller.
CREATE OR REPLACE FUNCTION ledger.set_password_hash(
    p_user_id bigint,
    p_password_hash text,
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
BEGIN
    PERFORM ledger_private.require_short('password_hash', p_password_hash);
    PERFORM ledger_private.lock_user(p_user_id, v_actor, 'own');
    IF coalesce(p_password_hash, '') !~ '^[$]argon2id[$]v=19[$]' OR length(p_password_hash) >= 300
    THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "password_hash"}');
    END IF;

    INSERT INTO ledger_private.credential (user_id, changed_at, password_hash)
    VALUES (p_user_id, clock_timestamp(), p_password_hash)
    ON CONFLICT (user_id) DO UPDATE
    SET changed_at = excluded.changed_at, password_hash = excluded.password_hash;
    PERFORM ledger_private.end_sessions(p_user_id, NULL, 'PASSWORD');
    PERFORM ledger_private.note_auth('PASSWORD', p_user_id, '{}', v_actor);
    RETURN NEXT ledger_private.show_user(p_user_id);
END
$function$;

COMMENT ON FUNCTION ledger.set_password_hash(bigint, text, ledger.actor) IS
'Set the argon2id hash of a user''s password and end all sessions of the user. For the user itself, or with the permission manage. A person calls zerosum user password instead, which makes the hash.';
