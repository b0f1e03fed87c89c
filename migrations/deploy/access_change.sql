-- Whose proofs or rights have changed lately, for gateways that remember who somebody is.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TYPE ledger.access_changes AS (
    mark pg_snapshot,
    server_started_at timestamptz,
    user_ids bigint[]
);

-- A row for each user and transaction, kept for an hour. What was committed between two
-- snapshots is told by xact_id, in whatever order transactions end.
CREATE TABLE ledger_private.access_change (
    xact_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
    user_id bigint NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT access_change_pkey PRIMARY KEY (xact_id, user_id)
);

RESET ROLE;
COMMIT;
