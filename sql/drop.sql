-- Remove everything code.sql makes, and nothing that holds rows. For reverts only.
DO $do$
DECLARE
    v_object record;
BEGIN
    FOR v_object IN
        SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass) AS command
        FROM pg_trigger AS t
        JOIN pg_class AS c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal
            AND c.relnamespace IN ('ledger_private'::regnamespace, 'ledger_audit'::regnamespace)
    LOOP
        EXECUTE v_object.command;
    END LOOP;

    -- What was closed of PostgreSQL is everybody's again.
    IF to_regprocedure('ledger_private.guarded_builtins()') IS NOT NULL THEN
        FOR v_object IN EXECUTE
            'SELECT p.oid FROM ledger_private.guarded_builtins() AS b (function_id) '
            'JOIN pg_proc AS p ON p.oid = b.function_id WHERE p.proacl IS NOT NULL'
        LOOP
            EXECUTE format(
                'GRANT EXECUTE ON FUNCTION %1$s TO PUBLIC; '
                'REVOKE EXECUTE ON FUNCTION %1$s FROM ledger_owner, ledger_operator',
                v_object.oid::regprocedure
            );
        END LOOP;
    END IF;

    -- Functions return view rows, so both go together.
    FOR v_object IN
        SELECT p.oid
        FROM pg_proc AS p
        WHERE p.pronamespace IN (
            'ledger'::regnamespace, 'ledger_gateway'::regnamespace, 'reporting'::regnamespace,
            'ledger_private'::regnamespace, 'ledger_audit'::regnamespace
        )
    LOOP
        -- It may have gone with a view that the one before it stood in.
        IF EXISTS (SELECT FROM pg_proc AS p WHERE p.oid = v_object.oid) THEN
            EXECUTE format('DROP ROUTINE %s CASCADE', v_object.oid::regprocedure);
        END IF;
    END LOOP;
    FOR v_object IN
        SELECT format(
            'DROP VIEW IF EXISTS %s.%I CASCADE', c.relnamespace::regnamespace, c.relname
        ) AS command
        FROM pg_class AS c
        WHERE c.relkind = 'v'
            AND c.relnamespace IN ('ledger'::regnamespace, 'reporting'::regnamespace)
    LOOP
        EXECUTE v_object.command;
    END LOOP;
END
$do$;

REVOKE ALL ON SCHEMA ledger, ledger_gateway, reporting FROM
    ledger_app, ledger_operator, ledger_auditor, ledger_relay, ledger_reporter,
    ledger_reporter_personal;
REVOKE ALL ON SCHEMA ledger_private FROM ledger_operator;
REVOKE REFERENCES (account_id) ON ledger_private.account FROM ledger_operator;
REVOKE ALL ON TYPE ledger_gateway.login_attempt, ledger_gateway.session_grant,
    ledger_gateway.identity, ledger_gateway.access_changes, ledger.api_key_secret
    FROM ledger_app, ledger_operator;
REVOKE ALL ON TYPE ledger.actor, ledger.transfer_request, ledger.transfer_result,
    ledger.account_request, ledger.check_result
    FROM ledger_app, ledger_operator, ledger_auditor, ledger_relay;
