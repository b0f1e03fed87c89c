-- Take the change usage_limit back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TYPE ledger_private.limit_use;
DROP TYPE ledger_private.posting_limit;
DROP TABLE ledger_private.usage_counter;
DROP TABLE ledger_private.usage_limit;
DROP DOMAIN ledger_private.limit_period;
DROP DOMAIN ledger_private.limit_measure;
DROP DOMAIN ledger_private.limit_direction;

COMMIT;
