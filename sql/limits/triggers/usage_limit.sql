-- Limits are set and taken away through their functions, and never become other limits.
CREATE OR REPLACE TRIGGER usage_limit_10_refuse_change
BEFORE DELETE ON ledger_private.usage_limit
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

CREATE OR REPLACE TRIGGER usage_limit_11_refuse_truncate
BEFORE TRUNCATE ON ledger_private.usage_limit
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

-- Column by column: rows that are compared are printed otherwise once they are restored.
CREATE OR REPLACE TRIGGER usage_limit_30_keep_identity
BEFORE UPDATE ON ledger_private.usage_limit
FOR EACH ROW
WHEN (
    OLD.removed_at IS NOT NULL
    OR NEW.limit_id IS DISTINCT FROM OLD.limit_id
    OR NEW.account_id IS DISTINCT FROM OLD.account_id
    OR NEW.user_id IS DISTINCT FROM OLD.user_id
    OR NEW.created_at IS DISTINCT FROM OLD.created_at
    OR NEW.window_seconds IS DISTINCT FROM OLD.window_seconds
    OR NEW.bucket_seconds IS DISTINCT FROM OLD.bucket_seconds
    OR NEW.direction::text IS DISTINCT FROM OLD.direction::text
    OR NEW.measure::text IS DISTINCT FROM OLD.measure::text
    OR NEW.period::text IS DISTINCT FROM OLD.period::text
    OR NEW.currency::text IS DISTINCT FROM OLD.currency::text
    OR NEW.transaction_type::text IS DISTINCT FROM OLD.transaction_type::text
)
EXECUTE FUNCTION ledger_private.refuse_change();

ALTER TABLE ledger_private.usage_limit ENABLE ALWAYS TRIGGER usage_limit_10_refuse_change;
ALTER TABLE ledger_private.usage_limit ENABLE ALWAYS TRIGGER usage_limit_11_refuse_truncate;
ALTER TABLE ledger_private.usage_limit ENABLE ALWAYS TRIGGER usage_limit_30_keep_identity;
