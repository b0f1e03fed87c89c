-- Closing and reopening the books: every act, who did it and why, chained by hash.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TABLE ledger_private.period_act (
    act_number bigint NOT NULL
        CONSTRAINT period_act_pkey PRIMARY KEY
        CONSTRAINT period_act_counts_from_one CHECK (act_number >= 1),
    xact_id bigint NOT NULL,
    created_at timestamptz NOT NULL,
    -- Nothing may be posted with an effective date on or before it; NULL: all is open.
    closed_through_on date,
    action text NOT NULL
        CONSTRAINT period_act_action_is_known CHECK (action IN ('CLOSE', 'REOPEN')),
    reason text,
    user_id bigint,
    user_role text NOT NULL,
    database_user text NOT NULL,
    ip_address inet,
    user_agent text,
    request_id text,
    previous_hash bytea NOT NULL,
    row_hash bytea NOT NULL,
    CONSTRAINT period_act_reopening_says_why CHECK (
        action <> 'REOPEN' OR length(reason) > 0
    ),
    CONSTRAINT period_act_closing_says_through_when CHECK (
        action <> 'CLOSE' OR closed_through_on IS NOT NULL
    )
);

-- What the acts amount to, in one row that postings read; a snapshot older than the last
-- act finds it changed when it locks the row.
CREATE TABLE ledger_private.open_period (
    period_id smallint NOT NULL
        CONSTRAINT open_period_pkey PRIMARY KEY
        CONSTRAINT open_period_is_one CHECK (period_id = 1),
    act_number bigint NOT NULL,
    open_from_at timestamptz NOT NULL
);

INSERT INTO ledger_private.open_period (period_id, act_number, open_from_at)
VALUES (1, 0, '-infinity');

RESET ROLE;
COMMIT;
