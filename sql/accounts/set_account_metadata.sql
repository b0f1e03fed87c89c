-- Change an account's metadata.
CREATE OR REPLACE FUNCTION ledger.set_account_metadata(
    p_account_id uuid,
    p_metadata jsonb,
    p_replace boolean DEFAULT false,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.accounts
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account ledger_private.account;
    v_old jsonb;
    v_new jsonb;
BEGIN
    PERFORM ledger_private.require_small('metadata', p_metadata);
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    IF p_metadata IS NULL OR p_replace IS NULL OR jsonb_typeof(p_metadata) <> 'object' THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "metadata"}');
    END IF;
    v_account := ledger_private.lock_account(p_account_id);

    v_old := v_account.metadata;
    v_new := CASE WHEN p_replace THEN p_metadata ELSE (
        SELECT coalesce(jsonb_object_agg(m.key, m.value), '{}')
        FROM jsonb_each(v_old || p_metadata) AS m
        WHERE p_metadata -> m.key IS DISTINCT FROM 'null'
    ) END;
    IF ledger_private.is_large_json(v_new) THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "metadata"}');
    ELSIF v_new <> v_old THEN
        v_account.metadata := v_new;
        -- Only the keys that changed: the rest stands in earlier rows.
        v_account := ledger_private.append_audit(v_account, 'METADATA', (
            SELECT jsonb_build_object(
                'old', coalesce(jsonb_object_agg(k.key, v_old -> k.key)
                    FILTER (WHERE v_old ? k.key), '{}'),
                'new', coalesce(jsonb_object_agg(k.key, v_new -> k.key)
                    FILTER (WHERE v_new ? k.key), '{}')
            )
            FROM jsonb_object_keys(v_old || v_new) AS k (key)
            WHERE v_old -> k.key IS DISTINCT FROM v_new -> k.key
        ), v_actor);
        PERFORM ledger_private.store_account(v_account);
        PERFORM ledger_private.note_account('account.metadata_changed', p_account_id, v_actor);
    END IF;
    RETURN NEXT ledger_private.show_account(p_account_id);
END
$function$;

COMMENT ON FUNCTION ledger.set_account_metadata(uuid, jsonb, boolean, ledger.actor) IS
'Merge the keys of p_metadata into the account''s own; a key whose value is null is removed. With p_replace, p_metadata takes the place of all. At most 16384 characters (LG109). Audited key by key. Locks the account. Operators only. Safe to repeat.';
