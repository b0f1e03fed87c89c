-- Transfers to other cells as their payer's cell knows them.
CREATE OR REPLACE VIEW ledger.outgoing_transfers AS
SELECT
    o.transfer_id,
    o.cell_number,
    o.from_account_id,
    o.to_account_id,
    o.user_id,
    round(o.amount, c.minor_units) AS amount,
    o.currency,
    o.status,
    o.failure_code,
    o.failure_detail,
    t.description,
    o.incoming_transaction_id,
    o.return_transaction_id,
    o.created_at,
    o.decided_at
FROM ledger_private.outgoing_transfer AS o
JOIN ledger_private.currency AS c ON c.currency = o.currency
JOIN ledger_audit.transaction AS t ON t.transaction_id = o.transfer_id;

COMMENT ON VIEW ledger.outgoing_transfers IS
'Transfers from accounts of this cell to accounts of others: ledger.pay_out takes the money from the payer, ledger.settle tells what became of it.';

COMMENT ON COLUMN ledger.outgoing_transfers.transfer_id IS 'Id of the transfer in both cells: that of the transaction that took the money from the payer.';
COMMENT ON COLUMN ledger.outgoing_transfers.cell_number IS 'Number of the cell that has the payee.';
COMMENT ON COLUMN ledger.outgoing_transfers.from_account_id IS 'The account that pays, here.';
COMMENT ON COLUMN ledger.outgoing_transfers.to_account_id IS 'The account that is paid, in the other cell.';
COMMENT ON COLUMN ledger.outgoing_transfers.user_id IS 'The user who owns the account that pays; 0 is the house.';
COMMENT ON COLUMN ledger.outgoing_transfers.amount IS 'How much, with the decimals of the currency.';
COMMENT ON COLUMN ledger.outgoing_transfers.currency IS 'Currency of the amount.';
COMMENT ON COLUMN ledger.outgoing_transfers.status IS 'PENDING (the payer has paid, the other cell has not answered), COMPLETED (the payee has it) or RETURNED (the payer has it back).';
COMMENT ON COLUMN ledger.outgoing_transfers.failure_code IS 'Why the payee''s cell refused, a code of ledger.errors; NULL unless RETURNED.';
COMMENT ON COLUMN ledger.outgoing_transfers.failure_detail IS 'What the payee''s cell said of its refusal, by fields.';
COMMENT ON COLUMN ledger.outgoing_transfers.description IS 'Text of the payer, which the payee reads too.';
COMMENT ON COLUMN ledger.outgoing_transfers.incoming_transaction_id IS 'The transaction in the other cell that paid the payee; NULL unless COMPLETED.';
COMMENT ON COLUMN ledger.outgoing_transfers.return_transaction_id IS 'The transaction here that gave the money back; NULL unless RETURNED.';
COMMENT ON COLUMN ledger.outgoing_transfers.created_at IS 'When the money left the payer.';
COMMENT ON COLUMN ledger.outgoing_transfers.decided_at IS 'When it was settled; NULL while it is pending.';
