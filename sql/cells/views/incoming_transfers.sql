-- Transfers from other cells as their payee's cell decided them.
CREATE OR REPLACE VIEW ledger.incoming_transfers AS
SELECT
    i.transfer_id,
    i.cell_number,
    i.from_account_id,
    i.to_account_id,
    i.user_id,
    CASE WHEN c.minor_units IS NULL THEN trim_scale(i.amount::numeric)
        ELSE round(i.amount, greatest(c.minor_units, scale(trim_scale(i.amount::numeric))))
    END AS amount,
    i.currency::text,
    i.status,
    i.failure_code,
    i.failure_detail,
    i.transaction_id,
    i.created_at
FROM ledger_private.incoming_transfer AS i
LEFT JOIN ledger_private.currency AS c ON c.currency = i.currency;

COMMENT ON VIEW ledger.incoming_transfers IS
'Transfers from accounts of other cells to accounts of this one, each decided once and for ever by ledger.pay_in.';

COMMENT ON COLUMN ledger.incoming_transfers.transfer_id IS 'Id of the transfer in both cells.';
COMMENT ON COLUMN ledger.incoming_transfers.cell_number IS 'Number of the cell that has the payer.';
COMMENT ON COLUMN ledger.incoming_transfers.from_account_id IS 'The account that pays, in the other cell.';
COMMENT ON COLUMN ledger.incoming_transfers.to_account_id IS 'The account that is to be paid, as it was named; it may be merged, or not be there.';
COMMENT ON COLUMN ledger.incoming_transfers.user_id IS 'The user who owns the account that is paid; 0 is the house, or nobody.';
COMMENT ON COLUMN ledger.incoming_transfers.amount IS 'How much, with the decimals of the currency.';
COMMENT ON COLUMN ledger.incoming_transfers.currency IS 'Currency of the amount.';
COMMENT ON COLUMN ledger.incoming_transfers.status IS 'PAID or REFUSED; it never changes.';
COMMENT ON COLUMN ledger.incoming_transfers.failure_code IS 'Why it was refused, a code of ledger.errors; NULL when paid.';
COMMENT ON COLUMN ledger.incoming_transfers.failure_detail IS 'The fields of the refusal.';
COMMENT ON COLUMN ledger.incoming_transfers.transaction_id IS 'The transaction that paid it; NULL when refused.';
COMMENT ON COLUMN ledger.incoming_transfers.created_at IS 'When it was decided.';
