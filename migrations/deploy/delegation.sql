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

RESET ROLE;
COMMIT;
