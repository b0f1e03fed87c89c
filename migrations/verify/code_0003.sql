-- The face stands: the door for money, the proof of its books, and its version.
BEGIN;

DO $do$
DECLARE
    v_signature text;
    v_digest text;
BEGIN
    FOREACH v_signature IN ARRAY ARRAY[
        'ledger.post_transfers(ledger.transfer_request[], boolean, text, ledger.actor)',
        'ledger.verify()',
        'ledger.version()'
    ] LOOP
        IF NOT pg_catalog.has_function_privilege('ledger_app', v_signature, 'EXECUTE') THEN
            RAISE EXCEPTION 'ledger_app may not execute %', v_signature;
        END IF;
    END LOOP;

    v_digest := (SELECT v.code_digest FROM ledger.version() AS v);
    IF v_digest IS NULL OR v_digest !~ '^sha256:[0-9a-f]{64}$' THEN
        RAISE EXCEPTION 'ledger.version() names no code digest: %', v_digest;
    END IF;
END
$do$;

ROLLBACK;
