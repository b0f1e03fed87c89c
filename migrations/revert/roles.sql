-- Give the database back to PUBLIC and drop the roles that nothing else needs.
BEGIN;
SET LOCAL lock_timeout = '5s';

DO $do$
DECLARE
    v_role text;
BEGIN
    EXECUTE pg_catalog.format(
        'REVOKE ALL ON DATABASE %I FROM ledger_owner, ledger_audit_owner, ledger_app, '
        'ledger_operator, ledger_reporter, ledger_reporter_personal, ledger_auditor, '
        'ledger_relay',
        pg_catalog.current_database()
    );
    EXECUTE pg_catalog.format(
        'GRANT CONNECT, TEMPORARY ON DATABASE %I TO PUBLIC', pg_catalog.current_database()
    );

    -- Roles belong to the cluster: one that another database still uses stays.
    FOREACH v_role IN ARRAY ARRAY[
        'ledger_relay', 'ledger_auditor', 'ledger_reporter_personal', 'ledger_reporter',
        'ledger_operator', 'ledger_app', 'ledger_audit_owner', 'ledger_owner'
    ] LOOP
        BEGIN
            EXECUTE pg_catalog.format('DROP ROLE IF EXISTS %I', v_role);
        EXCEPTION WHEN dependent_objects_still_exist THEN
            RAISE NOTICE 'role % is used by another database and stays', v_role;
        END;
    END LOOP;
END
$do$;

COMMIT;
