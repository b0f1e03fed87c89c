-- Fails when the change key_restriction is not in place.
BEGIN;

SELECT
    made_by_user_id, acceptance_ends_at, accepted_at, account_ids, category_paths,
    transaction_types, currency, maximum_amount
FROM ledger_private.api_key WHERE false;
SELECT (NULL::ledger.api_key_secret).acceptance_ends_at;
SELECT api_key_id FROM ledger_private.period_act WHERE false;
SELECT api_key_id FROM ledger_audit.transaction WHERE false;
SELECT api_key_id FROM ledger_audit.audit_log WHERE false;

ROLLBACK;
