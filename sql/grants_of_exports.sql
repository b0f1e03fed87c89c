-- Exports: who asks for them and reads them, and the worker that writes them.
GRANT USAGE ON TYPE ledger.export_content TO ledger_app, ledger_operator;
GRANT EXECUTE ON FUNCTION
    ledger.create_export, ledger.get_export, ledger.list_exports, ledger.read_export,
    ledger.remove_export
    TO ledger_app, ledger_operator;
GRANT EXECUTE ON FUNCTION ledger.write_exports TO ledger_operator, ledger_relay;
GRANT SELECT ON ledger.exports TO ledger_operator, ledger_auditor;
