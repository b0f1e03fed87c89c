-- History cannot be rewritten: not by the owner, not by a superuser's stray statement.
CREATE OR REPLACE FUNCTION ledger_private.refuse_change()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM ledger_private.raise_error('LG902', jsonb_build_object(
        'table', TG_TABLE_NAME, 'operation', TG_OP
    ));
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.refuse_change() IS
'Trigger: refuse the statement with LG902.';

DO $do$
DECLARE
    v_table regclass;
    v_name text;
    v_guard text;
    v_event text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY[
        'ledger_private.account_code', 'ledger_private.dated_entry',
        'ledger_private.period_act', 'ledger_private.verification', 'ledger_private.hold_event',
        'ledger_private.clearing_account', 'ledger_private.incoming_transfer',
        'ledger_private.peer_cell'
    ]::regclass[] LOOP
        v_name := (SELECT c.relname FROM pg_class AS c WHERE c.oid = v_table);
        -- A statement that names rows is refused even when it would touch none. TRUNCATE has a
        -- trigger of its own: who changes the one rule does not change the other unawares.
        FOR v_guard, v_event IN
            VALUES
            ('10_refuse_change', 'UPDATE OR DELETE'),
            ('11_refuse_truncate', 'TRUNCATE')
        LOOP
            EXECUTE format(
                'CREATE OR REPLACE TRIGGER %I BEFORE %s ON %s '
                'FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change()',
                v_name || '_' || v_guard, v_event, v_table
            );
            EXECUTE format(
                'ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', v_table, v_name || '_' || v_guard
            );
        END LOOP;
    END LOOP;
END
$do$;
