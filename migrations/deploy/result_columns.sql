-- What became of a posting says all that the transaction itself says.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

ALTER TYPE ledger.transfer_result ADD ATTRIBUTE user_id bigint;
ALTER TYPE ledger.transaction_result
    ADD ATTRIBUTE user_id bigint,
    ADD ATTRIBUTE leg_account_ids uuid[],
    ADD ATTRIBUTE leg_account_versions bigint[];

COMMENT ON COLUMN ledger.transfer_result.user_id IS 'The customer who pays, or who is paid when the house pays; 0 when neither side is a customer.';
COMMENT ON COLUMN ledger.transaction_result.user_id IS 'The customer who pays, or who is paid when the house pays; 0 when neither side is a customer.';
COMMENT ON COLUMN ledger.transaction_result.leg_account_ids IS 'Accounts of the entries, one for each; of a refused item, those that its legs name, or NULL.';
COMMENT ON COLUMN ledger.transaction_result.leg_account_versions IS 'Numbers of the entries in the accounts of leg_account_ids, in the same order; NULL when refused.';

COMMIT;
