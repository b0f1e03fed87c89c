-- Put a newly wrapped key in the place of an old one; the data stays sealed as it is.
CREATE OR REPLACE FUNCTION ledger.rewrap_person(
    p_user_id bigint,
    p_old_wrapped_key bytea,
    p_key_id text,
    p_wrapped_key bytea,
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
    PERFORM ledger_private.require_permission(v_actor, 'administer');
    IF length(p_key_id) NOT BETWEEN 1 AND 100 OR NOT ledger_private.is_plain_text(p_key_id) THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "key_id"}');
    END IF;
    -- Only what was read is replaced: a person stored or shredded meanwhile is left alone.
    UPDATE ledger_private.person AS p
    SET
        updated_at = clock_timestamp(),
        key_id = p_key_id,
        wrapped_key = p_wrapped_key
    WHERE p.user_id = p_user_id
        AND p.wrapped_key = p_old_wrapped_key;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG306', jsonb_build_object('user_id', p_user_id));
    END IF;
    PERFORM ledger_private.note_auth('PERSON_REWRAPPED', p_user_id, jsonb_build_object(
        'key_id', p_key_id
    ), v_actor);
    RETURN NEXT (SELECT p FROM ledger.people AS p WHERE p.user_id = p_user_id);
END
$function$;

COMMENT ON FUNCTION ledger.rewrap_person(bigint, bytea, text, bytea, ledger.actor) IS
'Replace a person''s wrapped key by p_wrapped_key, which the encryption key p_key_id wraps, if it is still p_old_wrapped_key; else LG306. For administrators.';
