-- Take the change cell_transfer back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

ALTER TYPE ledger_private.posting_link DROP ATTRIBUTE clearing_account_id;
DROP TABLE ledger_private.incoming_transfer;
DROP TABLE ledger_private.outgoing_transfer;
DROP TABLE ledger_private.clearing_account;
DROP TABLE ledger_private.peer_cell;

COMMIT;
