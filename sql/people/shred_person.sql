-- Forget a person: delete the key that opens what is kept. The books stay as they are.
CREATE OR REPLACE FUNCTION ledger.shred_person(
    p_user_id bigint,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.people
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.lock_user(p_user_id, v_actor);
    UPDATE ledger_private.person AS p
    SET
        updated_at = clock_timestamp(),
        shredded_at = clock_timestamp(),
        key_id = NULL,
        wrapped_key = NULL,
        sealed = NULL,
        email_index = NULL
    WHERE p.user_id = p_user_id
        AND p.shredded_at IS NULL;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG016', jsonb_build_object('user_id', p_user_id));
    END IF;
    -- The name on the user's row is a label for the desk, and goes too.
    UPDATE ledger_private.app_user AS u
    SET display_name = NULL
    WHERE u.user_id = p_user_id;
    PERFORM ledger_private.note_auth('PERSON_SHREDDED', p_user_id, '{}', v_actor);
    RETURN NEXT (SELECT p FROM ledger.people AS p WHERE p.user_id = p_user_id);
END
$function$;

COMMENT ON FUNCTION ledger.shred_person(bigint, ledger.actor) IS
'Delete the key of a user''s personal data, and the display name. Copies of the sealed data, as in backups, cannot be opened any more once the last copy of the key is gone. Accounts and history stay. LG016 when none is kept. Needs the permission manage.';
