-- Keep a user's personal data, as the gateway sealed it.
CREATE OR REPLACE FUNCTION ledger.store_person(
    p_user_id bigint,
    p_key_id text,
    p_wrapped_key bytea,
    p_sealed bytea,
    p_email_index bytea DEFAULT NULL,
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
    PERFORM ledger_private.require_short('key_id', p_key_id);
    PERFORM ledger_private.lock_user(p_user_id, v_actor, 'own');
    -- Shapes only: nothing here could tell a good ciphertext from a bad one.
    IF (
        length(p_key_id) BETWEEN 1 AND 100
        AND ledger_private.is_plain_text(p_key_id)
        AND octet_length(p_wrapped_key) = 60
        AND octet_length(p_sealed) BETWEEN 28 AND 65536
        AND coalesce(octet_length(p_email_index), 32) = 32
    ) IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "sealed"}');
    END IF;

    INSERT INTO ledger_private.person (
        user_id, updated_at, key_id, wrapped_key, sealed, email_index
    )
    VALUES (
        p_user_id, clock_timestamp(), p_key_id, p_wrapped_key, p_sealed, p_email_index
    )
    ON CONFLICT (user_id) DO UPDATE SET
        updated_at = excluded.updated_at,
        shredded_at = NULL,
        key_id = excluded.key_id,
        wrapped_key = excluded.wrapped_key,
        sealed = excluded.sealed,
        email_index = excluded.email_index;
    PERFORM ledger_private.note_auth('PERSON_STORED', p_user_id, '{}', v_actor);
    RETURN NEXT (SELECT p FROM ledger.people AS p WHERE p.user_id = p_user_id);
END
$function$;

COMMENT ON FUNCTION ledger.store_person(bigint, text, bytea, bytea, bytea, ledger.actor) IS
'Keep a user''s sealed personal data in place of what was kept before; p_email_index (HMAC-SHA-256) is what ledger.find_person looks for. For the user itself, and with the permission manage. Raises LG004, LG109. Safe to repeat.';
