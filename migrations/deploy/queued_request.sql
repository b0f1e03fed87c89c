-- Transfers that sessions asked to have posted together, until one of them posts them all.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

-- Unlogged: committing a request waits for no disk. Nothing here has been promised to anybody,
-- so what a crash empties is what its callers, who lost their connections, ask for again.
CREATE UNLOGGED TABLE ledger_private.queued_request (
    lane bigint NOT NULL,
    request_id uuid NOT NULL,
    login text NOT NULL,
    transfer ledger.transfer_request NOT NULL,
    actor ledger.actor NOT NULL,
    CONSTRAINT queued_request_pkey PRIMARY KEY (lane, request_id)
) WITH (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 1000000,
    autovacuum_vacuum_cost_delay = 0
);

RESET ROLE;
COMMIT;
