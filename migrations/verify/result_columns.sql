-- Fails when the change result_columns is not in place.
BEGIN;

SELECT t.user_id
FROM json_populate_record(NULL::ledger.transfer_result, '{}') AS t;

SELECT
    t.user_id,
    t.leg_account_ids,
    t.leg_account_versions
FROM json_populate_record(NULL::ledger.transaction_result, '{}') AS t;

ROLLBACK;
