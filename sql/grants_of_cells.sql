-- Transfers between cells: who asks for them, and what carries them.
GRANT EXECUTE ON FUNCTION
    ledger.get_outgoing_transfer, ledger.list_incoming_transfers,
    ledger.list_outgoing_transfers, ledger.pay_out
    TO ledger_app, ledger_operator;
GRANT EXECUTE ON FUNCTION
    ledger.add_cell, ledger.can_receive, ledger.list_cells, ledger.list_pending_transfers,
    ledger.pay_in, ledger.set_cell_number, ledger.settle
    TO ledger_operator;
GRANT SELECT ON
    ledger.cells, ledger.clearing_accounts, ledger.incoming_transfers, ledger.outgoing_transfers
    TO ledger_operator, ledger_auditor;
