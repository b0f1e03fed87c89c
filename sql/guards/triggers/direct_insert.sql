-- A row of history that nobody's act has written goes on file. These are the audit owner's triggers.
DO $do$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY[
        'act', 'auth_event', 'feed_pass', 'fraud_rule', 'fraud_score', 'guard_declaration',
        'monitor_alert', 'webhook_attempt'
    ] LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER %I AFTER INSERT ON ledger_audit.%I '
            'FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.note_direct_change()',
            v_table || '_95_note_direct_insert', v_table
        );
        EXECUTE format(
            'ALTER TABLE ledger_audit.%I ENABLE ALWAYS TRIGGER %I', v_table,
            v_table || '_95_note_direct_insert'
        );
    END LOOP;
END
$do$;
