-- Numbers of columns go on behind those that are there: a subscription brings rows alone.
CREATE OR REPLACE FUNCTION ledger_private.move_identities()
RETURNS SETOF text
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_table regclass;
    v_column name;
    v_sequence regclass;
    v_highest bigint;
BEGIN
    FOR v_table, v_column, v_sequence IN
        SELECT d.refobjid, a.attname, d.objid
        FROM pg_depend AS d
        JOIN pg_class AS s ON s.oid = d.objid
        JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass
            AND d.refclassid = 'pg_class'::regclass
            AND d.deptype IN ('a', 'i')
            AND s.relkind = 'S'
            AND s.relnamespace IN (
                SELECT g.schema_id FROM ledger_private.guarded_schemas() AS g (schema_id)
            )
    LOOP
        EXECUTE format(
            'SELECT max(t.%I) FROM %s AS t HAVING max(t.%1$I) > ('
            'SELECT CASE WHEN s.is_called THEN s.last_value ELSE 0 END FROM %3$s AS s)',
            v_column, v_table, v_sequence
        ) INTO v_highest;
        IF v_highest IS NOT NULL THEN
            PERFORM setval(v_sequence, v_highest);
            RETURN NEXT v_table || '.' || v_column;
        END IF;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger_private.move_identities() IS
'Set each sequence that numbers rows behind the highest number that its column holds, where it is not; never back. Returns those columns.';
