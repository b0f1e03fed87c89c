-- Let in what a subscription brings: triggers fire for every session, and not for its rows.
CREATE OR REPLACE FUNCTION ledger_private.receive_copy()
RETURNS text
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_table regclass;
    v_trigger name;
    v_has_rows boolean;
BEGIN
    -- Where rows are, a ledger is at home: its guards stay what they are.
    FOR v_table IN
        SELECT c.oid
        FROM pg_class AS c
        WHERE c.relkind = 'r' AND c.relnamespace IN (
                SELECT s.schema_id FROM ledger_private.guarded_schemas() AS s (schema_id)
            )
        ORDER BY c.oid::regclass::text COLLATE "C"
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', v_table) INTO v_has_rows;
        IF v_has_rows THEN
            RETURN v_table::text;
        END IF;
    END LOOP;
    FOR v_table, v_trigger IN
        SELECT c.oid, t.tgname
        FROM pg_trigger AS t
        JOIN pg_class AS c ON c.oid = t.tgrelid
        WHERE t.tgenabled = 'A' AND NOT t.tgisinternal AND c.relnamespace IN (
                SELECT s.schema_id FROM ledger_private.guarded_schemas() AS s (schema_id)
            )
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE TRIGGER %I', v_table, v_trigger);
    END LOOP;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.receive_copy() IS
'Make a ledger without any row ready for a subscription: its triggers fire for sessions alone until a deploy puts them back. Returns the first table that has rows, and has then done nothing; NULL when it is done. Runs with the rights of whoever deploys.';
