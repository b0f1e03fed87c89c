-- Hand out a user's sealed personal data, and note who asked.
CREATE OR REPLACE FUNCTION ledger.read_person(
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
    v_person ledger.people;
BEGIN
    PERFORM ledger_private.require_own(v_actor, p_user_id);
    SELECT p.* INTO v_person
    FROM ledger.people AS p
    WHERE p.user_id = p_user_id
        AND p.shredded_at IS NULL;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG016', jsonb_build_object('user_id', p_user_id));
    END IF;
    IF p_user_id IS DISTINCT FROM v_actor.user_id THEN
        PERFORM ledger_private.note_auth('PERSON_READ', p_user_id, '{}', v_actor);
    END IF;
    RETURN NEXT v_person;
END
$function$;

COMMENT ON FUNCTION ledger.read_person(bigint, ledger.actor) IS
'A user''s sealed personal data; LG016 when none is kept. For the user itself, and for those who have the permission manage, whose reading is noted in ledger.auth_events.';
