-- Group roles of the ledger: who owns it and who may do what. They hold no login.
BEGIN;
SET LOCAL lock_timeout = '5s';

DO $do$
DECLARE
    v_role text;
    v_about text;
BEGIN
    FOR v_role, v_about IN
        VALUES
        ('ledger_owner', 'Owns the ledger''s tables, views and functions; holds no login.'),
        ('ledger_audit_owner', 'Owns the audit log alone; nobody else can change or remove its rows.'),
        ('ledger_app', 'What a gateway needs: calls functions on behalf of its users, reads no view.'),
        ('ledger_operator', 'People who run the ledger in psql: call its functions, read its views.'),
        ('ledger_reporter', 'Reporting tools: read schema reporting but for personal data, nothing else.'),
        ('ledger_reporter_personal', 'Beside ledger_reporter: names of users, and who did what from where.'),
        ('ledger_auditor', 'Auditors: read the views and the audit log, prove the ledger, change nothing.'),
        ('ledger_relay', 'Programs that pass events on: call ledger.list_events, nothing else.')
    LOOP
        -- Roles belong to the cluster: another database's ledger may have made them.
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = v_role) THEN
            BEGIN
                EXECUTE pg_catalog.format('CREATE ROLE %I NOLOGIN', v_role);
                EXECUTE pg_catalog.format('COMMENT ON ROLE %I IS %L', v_role, v_about);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL;  -- a deployment to a sister database made it a moment ago
            END;
        END IF;
    END LOOP;

    -- A deployer who is not superuser must be able to act as the two owners.
    FOREACH v_role IN ARRAY ARRAY['ledger_owner', 'ledger_audit_owner'] LOOP
        IF NOT pg_catalog.pg_has_role(current_user, v_role, 'MEMBER') THEN
            EXECUTE pg_catalog.format('GRANT %I TO CURRENT_USER', v_role);
        END IF;
    END LOOP;

    EXECUTE pg_catalog.format(
        'REVOKE ALL ON DATABASE %I FROM PUBLIC', pg_catalog.current_database()
    );
    EXECUTE pg_catalog.format(
        'GRANT CONNECT ON DATABASE %I TO ledger_owner, ledger_app, ledger_operator, '
        'ledger_reporter, ledger_reporter_personal, ledger_auditor, ledger_relay',
        pg_catalog.current_database()
    );
    EXECUTE pg_catalog.format(
        'GRANT CREATE ON DATABASE %I TO ledger_owner, ledger_audit_owner',
        pg_catalog.current_database()
    );
    -- People stage what they load in tables of their session.
    EXECUTE pg_catalog.format(
        'GRANT TEMPORARY ON DATABASE %I TO ledger_operator', pg_catalog.current_database()
    );
END
$do$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;

COMMIT;
