-- Put back what is not as it was declared, and say what was done.
CREATE OR REPLACE FUNCTION ledger_private.repair_guards(p_declared jsonb)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_difference text[];
    v_statement text;
    v_repaired jsonb := '{}'::jsonb;
    v_found bigint;
BEGIN
    -- Owners first: what is in a schema of another owner seems to be missing. Then what hangs on
    -- something else that is put back, such as a foreign key on a primary key.
    FOR v_pass IN 1 .. 4 LOOP
        v_found := 0;
        FOR v_difference IN
            SELECT f.parts FROM ledger_private.guard_differences(p_declared) AS f (parts)
        LOOP
            CONTINUE WHEN v_pass = 1 AND v_difference[1] NOT LIKE 'owner %';
            v_statement := ledger_private.guard_repair(
                v_difference[1], v_difference[2], v_difference[3]
            );
            CONTINUE WHEN coalesce(v_statement, '') = '';
            v_found := v_found + 1;
            BEGIN
                EXECUTE v_statement;
                v_repaired := v_repaired
                    || jsonb_build_object(v_difference[1], v_difference[3]);
            EXCEPTION WHEN OTHERS THEN
                IF v_pass = 4 THEN
                    RAISE WARNING 'guard not put back: %: %', v_difference[1], SQLERRM;
                END IF;
            END;
        END LOOP;
        EXIT WHEN v_found = 0 AND v_pass > 1;
    END LOOP;
    RETURN v_repaired;
END
$function$;

COMMENT ON FUNCTION ledger_private.repair_guards(jsonb) IS
'Put back each guard that differs from p_declared and can be put back. Returns those, each with what it had been; warns of what could not be done. Runs with the rights of whoever deploys.';
