-- Limits are set and taken away through their functions, and never become other limits.
CREATE OR REPLACE TRIGGER usage_limit_10_refuse_change
BEFORE DELETE ON ledger_private.usage_limit
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

CREATE OR REPLACE TRIGGER usage_limit_11_refuse_truncate
BEFORE TRUNCATE ON ledger_private.usage_limit
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

CREATE OR REPLACE TRIGGER usage_limit_30_keep_identity
BEFORE UPDATE ON ledger_private.usage_limit
FOR EACH ROW
WHEN (
    (
        NEW.limit_id, NEW.account_id, NEW.user_id, NEW.created_at, NEW.window_seconds,
        NEW.bucket_seconds, NEW.direction::text, NEW.measure::text, NEW.period::text,
        NEW.currency::text, NEW.transaction_type::text
    ) IS DISTINCT FROM (
        OLD.limit_id, OLD.account_id, OLD.user_id, OLD.created_at, OLD.window_seconds,
        OLD.bucket_seconds, OLD.direction::text, OLD.measure::text, OLD.period::text,
        OLD.currency::text, OLD.transaction_type::text
    )
    OR OLD.removed_at IS NOT NULL
)
EXECUTE FUNCTION ledger_private.refuse_change();

ALTER TABLE ledger_private.usage_limit ENABLE ALWAYS TRIGGER usage_limit_10_refuse_change;
ALTER TABLE ledger_private.usage_limit ENABLE ALWAYS TRIGGER usage_limit_11_refuse_truncate;
ALTER TABLE ledger_private.usage_limit ENABLE ALWAYS TRIGGER usage_limit_30_keep_identity;
