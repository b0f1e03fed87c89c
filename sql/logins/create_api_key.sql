-- Make an API key for a program.
CREATE OR REPLACE FUNCTION ledger.create_api_key(
    p_user_id bigint,
    p_name text,
    p_scopes text[] DEFAULT NULL,
    p_expires_at timestamptz DEFAULT NULL,
    p_account_ids uuid[] DEFAULT NULL,
    p_category_paths text[] DEFAULT NULL,
    p_transaction_types text[] DEFAULT NULL,
    p_currency text DEFAULT NULL,
    p_maximum_amount numeric DEFAULT NULL,
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
    v_bucket integer := ledger_private.user_bucket(p_user_id);
    v_secret text := ledger_private.new_secret('zs_', v_bucket);
    v_user ledger_private.app_user;
    v_key ledger_private.api_key;
    v_field text;
BEGIN
    PERFORM ledger_private.require_short(
        'name', p_name, 'currency', p_currency,
        'category_paths', array_to_string(p_category_paths, ' '),
        'transaction_types', array_to_string(p_transaction_types, ' ')
    );
    PERFORM ledger_private.require_few('scopes', p_scopes);
    PERFORM ledger_private.require_few('account_ids', p_account_ids);
    PERFORM ledger_private.require_few('category_paths', p_category_paths);
    PERFORM ledger_private.require_few('transaction_types', p_transaction_types);
    PERFORM ledger_private.require_short('scopes', array_to_string(p_scopes, ' '));
    v_user := ledger_private.lock_user(p_user_id, v_actor);
    v_key.api_key_id := ledger_private.new_id(v_bucket);
    v_key.user_id := p_user_id;
    v_key.name := ledger_private.require_name('name', p_name);
    v_key.created_at := clock_timestamp();
    v_key.expires_at := coalesce(p_expires_at, v_key.created_at + interval '2160 hours');
    v_key.scopes := p_scopes;
    v_key.made_by_user_id := v_actor.user_id;
    v_key.account_ids := p_account_ids;
    v_key.category_paths := (
        SELECT array_agg(normalize(p.path, NFC)) FROM unnest(p_category_paths) AS p (path)
    );
    v_key.transaction_types := p_transaction_types;
    v_key.currency := p_currency;
    v_field := CASE
        WHEN v_key.name IS NULL THEN 'name'
        WHEN v_key.expires_at NOT BETWEEN v_key.created_at
            AND v_key.created_at + interval '8784 hours' THEN 'expires_at'
        WHEN cardinality(p_category_paths) = 0 THEN 'category_paths'
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
    PERFORM ledger_private.examine_restrictions(v_key, p_maximum_amount);
    v_key.maximum_amount := p_maximum_amount;

    -- A key is who it stands for. Nobody else holds that of a person, so its secret is made
    -- when the person accepts it, and this one is nobody's; a service can accept nothing.
    v_key.key_digest := sha256(convert_to(v_secret, 'UTF8'));
    v_key.prefix := left(v_secret, 16);
    IF v_user.role <> 'service'
        AND (v_actor.user_id IS DISTINCT FROM p_user_id OR v_actor.scopes IS NOT NULL)
    THEN
        v_key.acceptance_ends_at := least(
            v_key.created_at + interval '168 hours', v_key.expires_at
        );
        v_key.prefix := left(v_secret, 8);
        v_secret := NULL;
    END IF;
    INSERT INTO ledger_private.api_key SELECT (v_key).*;
    PERFORM ledger_private.note_auth('KEY_CREATED', p_user_id, jsonb_build_object(
        'api_key_id', v_key.api_key_id, 'scopes', p_scopes,
        'expires_at', ledger_private.moment_text(v_key.expires_at),
        'acceptance_ends_at', ledger_private.moment_text(v_key.acceptance_ends_at),
        'restrictions', ledger_private.restrictions_of(v_key)
    ), v_actor);
    RETURN NEXT ledger_private.made_key(v_key, v_secret);
END
$function$;

COMMENT ON FUNCTION ledger.create_api_key(
    bigint, text, text[], timestamptz, uuid[], text[], text[], text, numeric, ledger.actor
) IS
'Make an API key with which a program acts as p_user_id. Of a service, or of the acting user itself, it is good at once and its secret is returned, of which only a digest is kept. Of another person it is good, and has a secret, once that person has accepted it (ledger.accept_api_key), within seven days. p_scopes are permissions that the API key is narrowed to (NULL: all of its user''s); p_expires_at is 90 days from now when NULL, and at most 366 days from now. Restrictions narrow it further and never change: p_account_ids and p_category_paths (with those below) are the accounts that it reads, and takes or holds money on; p_transaction_types what it posts as, capture for holds too; p_currency what it moves, p_maximum_amount how much at most in one transaction (and needs p_currency). A restricted API key reads and posts, and does nothing else. Needs the permission manage. Not safe to repeat: each call makes an API key.';
