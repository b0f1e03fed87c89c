-- Take the change fraud_before back. Fails while a rule refuses or has refused.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.refusing_rule;
DROP TYPE ledger_private.fraud_sums;
ALTER DOMAIN ledger_private.fraud_action DROP CONSTRAINT fraud_action_is_known;
ALTER DOMAIN ledger_private.fraud_action ADD CONSTRAINT fraud_action_is_known CHECK (
    VALUE IN ('note', 'review', 'freeze', 'suspend')
);

COMMIT;
