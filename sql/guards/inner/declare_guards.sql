-- Say which guards belong there: what the release says, where it knows; put back what differs.
CREATE OR REPLACE FUNCTION ledger_private.declare_guards(p_released jsonb)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_major text := current_setting('server_version_num')::integer / 10000;
    v_present jsonb;
    v_new ledger_audit.guard_declaration;
    v_last ledger_audit.guard_declaration;
    v_version ledger.versions := ledger.version();
    v_difference text[];
    v_guard text;
BEGIN
    v_present := (
        SELECT jsonb_object_agg(p.guard[1], p.guard[2])
        FROM ledger_private.present_guards() AS p (guard)
    );
    -- A tree that was edited since its guards were written down says nothing of them.
    v_new.guards := CASE
        WHEN p_released ? 'all' THEN coalesce((
            SELECT jsonb_object_agg(p.key, p.value)
            FROM jsonb_each(v_present) AS p
            WHERE ledger_private.is_local_guard(p.key)
                -- Printed otherwise by each version, and just replayed.
                OR EXISTS (
                    SELECT FROM jsonb_each(p_released) AS m
                    WHERE m.key ~ '^[0-9]+$' AND m.value ? p.key
                )
        ), '{}') || (p_released -> 'all') || coalesce(p_released -> v_major, '{}')
        ELSE v_present
    END;
    v_new.repaired := ledger_private.repair_guards(v_new.guards);
    FOR v_difference IN
        SELECT f.parts FROM ledger_private.guard_differences(v_new.guards) AS f (parts)
    LOOP
        RAISE WARNING 'guard differs: %: %', v_difference[1], CASE
            WHEN v_difference[2] IS NULL THEN 'not declared'
            WHEN v_difference[3] IS NULL THEN 'missing'
            ELSE 'changed'
        END;
    END LOOP;
    v_new.guards_digest := ledger_private.guards_digest(v_new.guards);
    SELECT d.* INTO v_last
    FROM ledger_audit.guard_declaration AS d
    ORDER BY d.declaration_number DESC
    LIMIT 1;
    IF v_last.guards IS NOT DISTINCT FROM v_new.guards
        AND v_last.guards_digest = v_new.guards_digest AND v_new.repaired = '{}'
    THEN
        RETURN;
    END IF;
    FOR v_guard IN SELECT r.key FROM jsonb_object_keys(v_new.repaired) AS r (key) ORDER BY 1 LOOP
        RAISE WARNING 'guard put back: %', v_guard;
    END LOOP;
    INSERT INTO ledger_audit.guard_declaration (
        declaration_number, declared_at, release, code_digest, guards_digest, guards, repaired,
        database_user
    )
    VALUES (
        coalesce(v_last.declaration_number, 0) + 1, clock_timestamp(), v_version.release,
        v_version.code_digest, v_new.guards_digest, v_new.guards, v_new.repaired, session_user
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.declare_guards(jsonb) IS
'Last step of a deploy: put the guards back as the release says, and keep what was declared if it is not what was declared last. p_released is sql/guards.json, or {} where that was written for other files: then what stands there is declared. Warns of what was put back, and of what still differs.';
