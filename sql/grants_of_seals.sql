-- Seals: who makes the tree grow and keeps its heads, who reads and who proves.
GRANT EXECUTE ON FUNCTION
    ledger.list_seal_heads, ledger.list_seal_keys, ledger.prove_consistency,
    ledger.prove_inclusion
    TO ledger_app, ledger_operator, ledger_auditor;
GRANT EXECUTE ON FUNCTION ledger.check_seals TO ledger_operator, ledger_auditor;
GRANT EXECUTE ON FUNCTION ledger.add_seal_key, ledger.keep_head, ledger.seal_events
    TO ledger_operator;
GRANT SELECT ON ledger.seal_heads, ledger.seal_keys, ledger.seals
    TO ledger_operator, ledger_auditor;
