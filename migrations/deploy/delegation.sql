-- Accounts shared with other users: to see, to spend from within a limit, or to run.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TABLE ledger_private.delegation (
    account_id uuid NOT NULL
        CONSTRAINT delegation_account_id_fkey REFERENCES ledger_private.account (account_id),
    user_id bigint NOT NULL,
    account_user_id bigint NOT NULL,
    granted_position bigint NOT NULL,
    granted_at timestamptz NOT NULL,
    expires_at timestamptz,
    counts_from_at timestamptz,
    spent ledger_private.money NOT NULL DEFAULT 0,
    spend_limit ledger_private.money,
    spend_period text,
    kind text NOT NULL
        CONSTRAINT delegation_kind_is_known CHECK (kind IN ('owner', 'spender', 'viewer')),
    CONSTRAINT delegation_pkey PRIMARY KEY (account_id, user_id),
    CONSTRAINT delegation_period_is_known CHECK (
        spend_period IN ('transaction', 'day', 'week', 'month', 'total')
    ),
    CONSTRAINT delegation_limit_has_a_period CHECK (
        (spend_limit IS NULL) = (spend_period IS NULL)
        AND (spend_limit IS NULL OR kind = 'spender')
    ),
    CONSTRAINT delegation_spent_is_within_limit CHECK (
        spent >= 0 AND (spend_limit IS NULL OR spent <= spend_limit)
    )
);
CREATE INDEX delegation_user_id_idx ON ledger_private.delegation (user_id, account_id);

COMMENT ON TABLE ledger_private.delegation IS 'Accounts shared with other users, and what was spent under that. Distributed by account_user_id; changed under the account''s lock.';
COMMENT ON COLUMN ledger_private.delegation.account_id IS 'The account that is shared.';
COMMENT ON COLUMN ledger_private.delegation.user_id IS 'The user whom it is shared with.';
COMMENT ON COLUMN ledger_private.delegation.account_user_id IS 'The user who owns the account; the shard key.';
COMMENT ON COLUMN ledger_private.delegation.granted_position IS 'Place of the grant in the account''s audit chain.';
COMMENT ON COLUMN ledger_private.delegation.granted_at IS 'When the account was shared.';
COMMENT ON COLUMN ledger_private.delegation.expires_at IS 'Until when the account is shared; NULL: until it is revoked.';
COMMENT ON COLUMN ledger_private.delegation.counts_from_at IS 'From when on spent counts: the beginning of the period; NULL before the first.';
COMMENT ON COLUMN ledger_private.delegation.spent IS 'What was spent in the period, in units of the currency.';
COMMENT ON COLUMN ledger_private.delegation.spend_limit IS 'How much may be spent in a period, in units of the currency; NULL for no limit.';
COMMENT ON COLUMN ledger_private.delegation.spend_period IS 'transaction, day, week, month or total; NULL without a limit.';
COMMENT ON COLUMN ledger_private.delegation.kind IS 'How it is shared: viewer (reads), spender (also pays) or owner (also shares it further).';

RESET ROLE;
COMMIT;
