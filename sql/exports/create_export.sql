-- Ask for the entries of an account as a file.
CREATE OR REPLACE FUNCTION ledger.create_export(
    p_account_id uuid,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.exports
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account ledger.accounts;
    v_export_id uuid;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    v_account := ledger_private.require_account(p_account_id, v_actor, 'viewer');
    IF p_since >= p_until THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', 'until', 'later_than', ledger_private.moment_json(p_since)
        ));
    END IF;
    -- One at a time for whoever asks, so that they can be counted.
    PERFORM FROM ledger_private.app_user AS u
    WHERE u.user_id = v_actor.user_id
    FOR NO KEY UPDATE;
    IF (
        SELECT count(*) >= 20
        FROM ledger_private.export AS x
        WHERE x.made_by_user_id = v_actor.user_id
            AND x.status IN ('PENDING', 'READY')
    ) THEN
        PERFORM ledger_private.raise_error('LG356', '{"at_most": 20}');
    END IF;

    v_export_id := ledger_private.new_id(ledger_private.user_bucket(v_account.user_id));
    INSERT INTO ledger_private.export (
        export_id, account_id, user_id, made_by_user_id, row_count, size_bytes, created_at,
        since_at, until_at, status
    )
    VALUES (
        v_export_id, p_account_id, v_account.user_id, v_actor.user_id, 0, 0, clock_timestamp(),
        p_since, p_until, 'PENDING'
    );
    PERFORM ledger_private.note_act(
        'export.created', x.user_id, x.account_id, to_jsonb(x), v_actor
    )
    FROM ledger.exports AS x
    WHERE x.export_id = v_export_id;
    RETURN NEXT (SELECT x FROM ledger.exports AS x WHERE x.export_id = v_export_id);
END
$function$;

COMMENT ON FUNCTION ledger.create_export(uuid, timestamptz, timestamptz, ledger.actor) IS
'Have the entries of an account written out as a file: those with p_since <= created_at < p_until, from the first and up to what there is when the worker begins unless given. The worker writes it, export.ready tells that it is there, ledger.read_export reads it. For whoever sees the account. LG001; LG109 when p_until is not later than p_since; LG356 when the user who asks has 20 that are pending or ready; database sessions may have more. Each call makes another one.';
