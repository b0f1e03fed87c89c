-- What is watched on accounts, and what was seen.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TABLE ledger_private.monitor (
    monitor_id uuid NOT NULL
        CONSTRAINT monitor_pkey PRIMARY KEY,
    account_id uuid NOT NULL
        CONSTRAINT monitor_account_id_fkey REFERENCES ledger_private.account (account_id),
    user_id bigint NOT NULL,
    account_version ledger_private.counter NOT NULL,
    account_position ledger_private.counter NOT NULL,
    created_at timestamptz NOT NULL,
    removed_at timestamptz,
    made_by_user_id bigint,
    threshold ledger_private.money NOT NULL,
    held ledger_private.money NOT NULL,
    balance ledger_private.money NOT NULL,
    is_fired boolean NOT NULL,
    measure text NOT NULL
        CONSTRAINT monitor_measure_is_known CHECK (measure IN ('balance', 'available', 'held')),
    comparison text NOT NULL
        CONSTRAINT monitor_comparison_is_known CHECK (comparison IN ('below', 'above'))
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

CREATE INDEX monitor_account_id_idx
ON ledger_private.monitor (account_id, monitor_id) WHERE removed_at IS NULL;

COMMENT ON TABLE ledger_private.monitor IS 'What is watched on accounts, and how far each has been looked at. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.monitor.monitor_id IS 'Id of the monitor, a UUIDv7 with the bucket of the account''s owner.';
COMMENT ON COLUMN ledger_private.monitor.account_id IS 'The account that is watched.';
COMMENT ON COLUMN ledger_private.monitor.user_id IS 'The user who owns the watched account; the shard key.';
COMMENT ON COLUMN ledger_private.monitor.account_version IS 'The last entry of the account that was looked at.';
COMMENT ON COLUMN ledger_private.monitor.account_position IS 'Place in the account''s audit chain up to which all was looked at.';
COMMENT ON COLUMN ledger_private.monitor.created_at IS 'When the monitor was created.';
COMMENT ON COLUMN ledger_private.monitor.removed_at IS 'When it was removed; NULL: it is in force.';
COMMENT ON COLUMN ledger_private.monitor.made_by_user_id IS 'The user who created it; NULL: a database session.';
COMMENT ON COLUMN ledger_private.monitor.threshold IS 'What the measure is compared with, in units of the account''s currency.';
COMMENT ON COLUMN ledger_private.monitor.held IS 'What holds kept at account_position, in units of the account''s currency.';
COMMENT ON COLUMN ledger_private.monitor.balance IS 'The balance at account_position, in units of the account''s currency.';
COMMENT ON COLUMN ledger_private.monitor.is_fired IS 'Whether the comparison holds at account_position: it fires again only when it has not held in between.';
COMMENT ON COLUMN ledger_private.monitor.measure IS 'What is compared: balance, available (balance less held) or held.';
COMMENT ON COLUMN ledger_private.monitor.comparison IS 'below or above: on which side of the threshold it fires.';

RESET ROLE;
SET LOCAL ROLE ledger_audit_owner;

CREATE TABLE ledger_audit.monitor_alert (
    alert_id uuid NOT NULL
        CONSTRAINT monitor_alert_pkey PRIMARY KEY,
    monitor_id uuid NOT NULL,
    account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    account_position ledger_private.counter NOT NULL,
    event_position bigint,
    value ledger_private.money NOT NULL,
    balance ledger_private.money NOT NULL,
    crossed_at timestamptz NOT NULL,
    fired_at timestamptz NOT NULL,
    -- The net under the state of the monitor: one place of the account fires once.
    CONSTRAINT monitor_alert_monitor_id_account_position_key UNIQUE (monitor_id, account_position)
);

CREATE INDEX monitor_alert_account_id_idx ON ledger_audit.monitor_alert (account_id, alert_id);

GRANT SELECT, INSERT ON ledger_audit.monitor_alert TO ledger_owner;

COMMENT ON TABLE ledger_audit.monitor_alert IS 'Each time that what a monitor watches crossed its threshold; append-only. Distributed by user_id.';
COMMENT ON COLUMN ledger_audit.monitor_alert.alert_id IS 'Id of the alert, a UUIDv7 with the bucket of the account''s owner.';
COMMENT ON COLUMN ledger_audit.monitor_alert.monitor_id IS 'The monitor that fired.';
COMMENT ON COLUMN ledger_audit.monitor_alert.account_id IS 'The account that is watched.';
COMMENT ON COLUMN ledger_audit.monitor_alert.user_id IS 'The user who owns the watched account; the shard key.';
COMMENT ON COLUMN ledger_audit.monitor_alert.account_position IS 'Place in the account''s audit chain of what crossed the threshold.';
COMMENT ON COLUMN ledger_audit.monitor_alert.event_position IS 'Place in the feed of the transaction that crossed it; NULL when a hold did.';
COMMENT ON COLUMN ledger_audit.monitor_alert.value IS 'The measure when it had crossed, in units of the account''s currency.';
COMMENT ON COLUMN ledger_audit.monitor_alert.balance IS 'The balance at that moment, in units of the account''s currency.';
COMMENT ON COLUMN ledger_audit.monitor_alert.crossed_at IS 'When what crossed it was booked.';
COMMENT ON COLUMN ledger_audit.monitor_alert.fired_at IS 'When the alert was written.';

RESET ROLE;
COMMIT;
