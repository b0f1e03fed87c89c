-- What an API key is restricted to, whether a person has accepted it, and which key acted.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

-- Keys that are there need no acceptance, and are restricted to nothing.
ALTER TABLE ledger_private.api_key
    ADD COLUMN made_by_user_id bigint,
    ADD COLUMN acceptance_ends_at timestamptz,
    ADD COLUMN accepted_at timestamptz,
    ADD COLUMN account_ids uuid[],
    ADD COLUMN category_paths text[],
    ADD COLUMN transaction_types text[],
    ADD COLUMN currency text,
    ADD COLUMN maximum_amount ledger_private.positive_money,
    ADD CONSTRAINT api_key_amount_has_a_currency CHECK (
        maximum_amount IS NULL OR currency IS NOT NULL
    ),
    ADD CONSTRAINT api_key_accepted_was_offered CHECK (
        accepted_at IS NULL OR acceptance_ends_at IS NOT NULL
    );

ALTER TYPE ledger.api_key_secret ADD ATTRIBUTE acceptance_ends_at timestamptz;

-- NULL takes no room in a row, and says what was said before.
ALTER TABLE ledger_private.period_act ADD COLUMN api_key_id uuid;

COMMENT ON COLUMN ledger_private.api_key.made_by_user_id IS 'The user who made the API key; NULL for a database session, and for keys older than the column.';
COMMENT ON COLUMN ledger_private.api_key.acceptance_ends_at IS 'Until when its user has to accept the API key; NULL: it needs no acceptance.';
COMMENT ON COLUMN ledger_private.api_key.accepted_at IS 'When its user accepted the API key; NULL: not yet, or it needs no acceptance.';
COMMENT ON COLUMN ledger_private.api_key.account_ids IS 'Accounts that the API key reaches, with those of category_paths; both NULL: all of its user''s.';
COMMENT ON COLUMN ledger_private.api_key.category_paths IS 'Categories whose accounts, and those below, the API key reaches; NULL: account_ids says all.';
COMMENT ON COLUMN ledger_private.api_key.transaction_types IS 'Types that the API key posts as; NULL: all that its user may.';
COMMENT ON COLUMN ledger_private.api_key.currency IS 'The one asset code that the API key moves; NULL: any.';
COMMENT ON COLUMN ledger_private.api_key.maximum_amount IS 'The most that the API key moves in one transaction, in units of currency; NULL: any amount.';
COMMENT ON COLUMN ledger.api_key_secret.acceptance_ends_at IS 'Until when the user has to accept the API key, who is then shown its secret; NULL: it is good at once.';
COMMENT ON COLUMN ledger_private.period_act.api_key_id IS 'The API key that the act was done with; NULL: none.';

RESET ROLE;
SET LOCAL ROLE ledger_audit_owner;

ALTER TABLE ledger_audit.transaction ADD COLUMN api_key_id uuid;
ALTER TABLE ledger_audit.audit_log ADD COLUMN api_key_id uuid;

COMMENT ON COLUMN ledger_audit.transaction.api_key_id IS 'The API key that it was asked with; NULL: none.';
COMMENT ON COLUMN ledger_audit.audit_log.api_key_id IS 'The API key that the change was made with; NULL: none.';

RESET ROLE;
COMMIT;
