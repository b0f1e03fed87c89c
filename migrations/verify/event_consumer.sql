-- Fails when the change event_consumer is not in place.
BEGIN;

SELECT consumer_name, taken_position, created_at, updated_at
FROM ledger_private.event_consumer WHERE false;
SELECT
    consumer_name, first_position, last_position, lease_id, attempt, leased_at, expires_at,
    database_user
FROM ledger_private.event_lease WHERE false;

ROLLBACK;
