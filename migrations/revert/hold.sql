-- Take the change hold back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.hold_event;
DROP TABLE ledger_private.hold;
DROP TYPE ledger_private.posting_link;
DROP DOMAIN ledger_private.hold_event_type;
DROP DOMAIN ledger_private.hold_status;

COMMIT;
