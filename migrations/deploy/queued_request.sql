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

COMMENT ON TABLE ledger_private.queued_request IS 'Transfers that sessions asked to have posted together, for as long as they wait: unlogged, promised to nobody. Local to a node.';
COMMENT ON COLUMN ledger_private.queued_request.lane IS 'Number of the lane, computed from the login and the name that its calls gave the lane; requests of one lane are posted together.';
COMMENT ON COLUMN ledger_private.queued_request.request_id IS 'Id of the request, to find it in the queue again.';
COMMENT ON COLUMN ledger_private.queued_request.login IS 'The database login (session_user) that asked.';
COMMENT ON COLUMN ledger_private.queued_request.transfer IS 'The transfer that is asked for.';
COMMENT ON COLUMN ledger_private.queued_request.actor IS 'On whose behalf it is asked, resolved.';

RESET ROLE;
COMMIT;
