-- The settings of the database that its last deploy declared, and that a move has left behind.
CREATE OR REPLACE FUNCTION ledger_private.put_settings_back()
RETURNS SETOF text[]
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_present text[];
    v_setting text;
    v_name text;
    v_outcome text;
BEGIN
    v_present := coalesce((
        SELECT s.setconfig
        FROM pg_db_role_setting AS s
        JOIN pg_database AS d ON d.oid = s.setdatabase
        WHERE d.datname = current_database() AND s.setrole = 0
    ), '{}');
    FOR v_setting IN
        SELECT s.setting
        FROM string_to_table((
            SELECT g.guards ->> 'database_setting'
            FROM ledger_audit.guard_declaration AS g
            ORDER BY g.declaration_number DESC
            LIMIT 1
        ), '; ') AS s (setting)
        WHERE s.setting <> ALL (v_present)
    LOOP
        v_name := split_part(v_setting, '=', 1);
        v_outcome := 'left';
        -- What was set here since is meant; a list of names is not one value.
        IF v_name NOT IN (
                'local_preload_libraries', 'search_path', 'session_preload_libraries',
                'temp_tablespaces', 'session_replication_role'
            )
            AND NOT EXISTS (
                SELECT FROM unnest(v_present) AS p (setting)
                WHERE split_part(p.setting, '=', 1) = v_name
            )
        THEN
            BEGIN
                EXECUTE format(
                    'ALTER DATABASE %I SET %I TO %L', current_database(), v_name,
                    substr(v_setting, length(v_name) + 2)
                );
                v_outcome := 'put back';
            EXCEPTION WHEN OTHERS THEN
                v_outcome := 'left';
            END;
        END IF;
        RETURN NEXT ARRAY[v_setting, v_outcome];
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger_private.put_settings_back() IS
'Set for this database what the last declaration of guards names and a dump without --create has left behind: each setting, and whether it was put back or left to a person. What is set to another value here is left.';
