-- Fails when the change usage_limit is not in place.
BEGIN;

SELECT limit_id, user_id, account_id, maximum FROM ledger_private.usage_limit WHERE false;
SELECT limit_id, user_id, bucket_starts, bucket_uses FROM ledger_private.usage_counter WHERE false;

ROLLBACK;
