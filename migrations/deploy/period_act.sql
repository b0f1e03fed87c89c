-- Closing and reopening the books: every act, who did it and why, chained by hash.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TABLE ledger_private.period_act (
    act_number bigint NOT NULL
        CONSTRAINT period_act_pkey PRIMARY KEY
        CONSTRAINT period_act_counts_from_one CHECK (act_number >= 1),
    event_position bigint NOT NULL,
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

COMMENT ON TABLE ledger_private.period_act IS 'Acts of closing and reopening the books, chained by hash; append-only. Reference table.';
COMMENT ON COLUMN ledger_private.period_act.act_number IS 'Place of the act among all, from 1 without gap.';
COMMENT ON COLUMN ledger_private.period_act.event_position IS 'The last position of the feed that was given when the act was done.';
COMMENT ON COLUMN ledger_private.period_act.created_at IS 'When the act was done.';
COMMENT ON COLUMN ledger_private.period_act.closed_through_on IS 'Last day (UTC) of the closed time: no posting may have an effective date on or before it; NULL: all is open.';
COMMENT ON COLUMN ledger_private.period_act.action IS 'What was done to the books: CLOSE or REOPEN.';
COMMENT ON COLUMN ledger_private.period_act.reason IS 'Why the books were closed or reopened.';
COMMENT ON COLUMN ledger_private.period_act.user_id IS 'The user who closed or reopened; NULL for a database session.';
COMMENT ON COLUMN ledger_private.period_act.user_role IS 'Role of whoever acted; database for a database session.';
COMMENT ON COLUMN ledger_private.period_act.database_user IS 'The database login (session_user).';
COMMENT ON COLUMN ledger_private.period_act.ip_address IS 'Where the request came from.';
COMMENT ON COLUMN ledger_private.period_act.user_agent IS 'Software that sent the request.';
COMMENT ON COLUMN ledger_private.period_act.request_id IS 'Correlation id of the request.';
COMMENT ON COLUMN ledger_private.period_act.previous_hash IS 'row_hash of the act before; empty for the first.';
COMMENT ON COLUMN ledger_private.period_act.row_hash IS 'SHA-256 over previous_hash and the facts of this row.';

COMMENT ON TABLE ledger_private.open_period IS 'One row: from when postings may be dated. Reference table.';
COMMENT ON COLUMN ledger_private.open_period.period_id IS 'Always 1.';
COMMENT ON COLUMN ledger_private.open_period.act_number IS 'The act that opened or closed last; NULL before the first.';
COMMENT ON COLUMN ledger_private.open_period.open_from_at IS 'The first moment that postings may be dated to.';

RESET ROLE;
COMMIT;
