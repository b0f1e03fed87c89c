-- Whose proofs or rights have changed lately, for gateways that remember who somebody is.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

-- A row for each user and transaction, kept for an hour. What was committed between two
-- snapshots is told by xact_id, in whatever order transactions end.
CREATE TABLE ledger_private.access_change (
    xact_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
    user_id bigint NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT access_change_pkey PRIMARY KEY (xact_id, user_id)
);

COMMENT ON TABLE ledger_private.access_change IS 'Whose proofs or rights changed within the last hour, for gateways that remember who somebody is. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.access_change.xact_id IS 'Database transaction that made the change; compared with marks of the same server only.';
COMMENT ON COLUMN ledger_private.access_change.user_id IS 'The user whose proofs or rights changed.';
COMMENT ON COLUMN ledger_private.access_change.changed_at IS 'When they changed.';

RESET ROLE;
COMMIT;
