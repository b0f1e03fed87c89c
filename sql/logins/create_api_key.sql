-- Make an API key for a program; its secret is shown this once.
CREATE OR REPLACE FUNCTION ledger.create_api_key(
    p_user_id bigint,
    p_name text,
    p_scopes text[] DEFAULT NULL,
    p_expires_at timestamptz DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.api_key_secret
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_now timestamptz := clock_timestamp();
    v_expires_at timestamptz := coalesce(p_expires_at, v_now + interval '2160 hours');
    v_secret text := ledger_private.new_secret(
        'zs_', ledger_private.user_bucket(p_user_id)
    );
    v_id uuid := ledger_private.new_id(ledger_private.user_bucket(p_user_id));
    v_field text;
    v_name text;
    v_made ledger.api_key_secret;
BEGIN
    PERFORM ledger_private.require_short('name', p_name);
    PERFORM ledger_private.require_few('scopes', p_scopes);
    PERFORM ledger_private.require_short('scopes', array_to_string(p_scopes, ' '));
    PERFORM ledger_private.lock_user(p_user_id, v_actor);
    v_name := ledger_private.require_name('name', p_name);
    v_field := CASE
        WHEN v_name IS NULL THEN 'name'
        WHEN v_expires_at NOT BETWEEN v_now AND v_now + interval '8784 hours' THEN 'expires_at'
        WHEN cardinality(p_scopes) = 0 OR EXISTS (
            SELECT FROM unnest(p_scopes) AS s (scope)
            LEFT JOIN ledger_private.role_permission AS p ON p.permission = s.scope
            WHERE p.permission IS NULL
        ) THEN 'scopes'
    END;
    IF v_field IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_strip_nulls(jsonb_build_object(
            'field', v_field,
            'known', CASE v_field WHEN 'scopes' THEN to_jsonb(ARRAY(
                SELECT DISTINCT p.permission
                FROM ledger_private.role_permission AS p
                ORDER BY p.permission
            )) END
        )));
    END IF;

    INSERT INTO ledger_private.api_key (
        key_digest, api_key_id, user_id, created_at, expires_at, prefix, name, scopes
    )
    VALUES (
        sha256(convert_to(v_secret, 'UTF8')), v_id, p_user_id, v_now, v_expires_at,
        left(v_secret, 16), v_name, p_scopes
    );
    PERFORM ledger_private.note_auth('KEY_CREATED', p_user_id, jsonb_build_object(
        'api_key_id', v_id, 'scopes', p_scopes, 'expires_at', ledger_private.moment_text(v_expires_at)
    ), v_actor);
    v_made.api_key_id := v_id;
    v_made.secret := v_secret;
    v_made.prefix := left(v_secret, 16);
    v_made.expires_at := v_expires_at;
    RETURN NEXT v_made;
END
$function$;

COMMENT ON FUNCTION ledger.create_api_key(bigint, text, text[], timestamptz, ledger.actor) IS
'Make an API key with which a program acts as p_user_id, and return its secret, of which only a digest is kept. p_scopes are permissions that the API key is narrowed to (NULL: all of its user''s); p_expires_at is 90 days from now when NULL, and at most 366 days from now. Needs the permission manage. Not safe to repeat: each call makes an API key.';
