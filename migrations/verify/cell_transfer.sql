-- Fails when the change cell_transfer is not in place.
BEGIN;

SELECT cell_number, created_at FROM ledger_private.peer_cell WHERE false;
SELECT account_id, cell_number, stripe, currency
FROM ledger_private.clearing_account WHERE false;
SELECT
    transfer_id, from_account_id, to_account_id, user_id, incoming_transaction_id,
    return_transaction_id, created_at, decided_at, cell_number, amount, currency, status,
    failure_code, failure_detail
FROM ledger_private.outgoing_transfer WHERE false;
SELECT
    transfer_id, from_account_id, to_account_id, transaction_id, user_id, created_at, cell_number,
    amount, currency, status, failure_code, failure_detail
FROM ledger_private.incoming_transfer WHERE false;
SELECT (NULL::ledger_private.posting_link).clearing_account_id WHERE false;

ROLLBACK;
