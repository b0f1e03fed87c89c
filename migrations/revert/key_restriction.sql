-- Take the change key_restriction back, with what its columns say.
BEGIN;
SET LOCAL lock_timeout = '5s';

ALTER TABLE ledger_audit.audit_log DROP COLUMN api_key_id;
ALTER TABLE ledger_audit.transaction DROP COLUMN api_key_id;
ALTER TABLE ledger_private.period_act DROP COLUMN api_key_id;
ALTER TYPE ledger.api_key_secret DROP ATTRIBUTE acceptance_ends_at;
ALTER TABLE ledger_private.api_key
    DROP CONSTRAINT api_key_accepted_was_offered,
    DROP CONSTRAINT api_key_amount_has_a_currency,
    DROP COLUMN maximum_amount,
    DROP COLUMN currency,
    DROP COLUMN transaction_types,
    DROP COLUMN category_paths,
    DROP COLUMN account_ids,
    DROP COLUMN accepted_at,
    DROP COLUMN acceptance_ends_at,
    DROP COLUMN made_by_user_id;

COMMIT;
