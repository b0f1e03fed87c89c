-- Take the later columns of results away.
BEGIN;
SET LOCAL lock_timeout = '5s';

ALTER TYPE ledger.transaction_result
    DROP ATTRIBUTE leg_account_versions,
    DROP ATTRIBUTE leg_account_ids,
    DROP ATTRIBUTE user_id;
ALTER TYPE ledger.transfer_result DROP ATTRIBUTE user_id;

COMMIT;
