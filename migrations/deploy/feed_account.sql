-- Where in the feed each account's transactions are, so that its list can follow the feed.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_audit_owner;

-- Posting writes nothing here: ledger_private.number_events does, after the commit.
CREATE TABLE ledger_audit.feed_account (
    account_id uuid NOT NULL,
    event_position bigint NOT NULL,
    CONSTRAINT feed_account_pkey PRIMARY KEY (account_id, event_position)
) WITH (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

GRANT SELECT, INSERT ON ledger_audit.feed_account TO ledger_owner;

COMMENT ON TABLE ledger_audit.feed_account IS 'The positions of each account''s events in the feed, given with them; append-only. Stays in its cell.';
COMMENT ON COLUMN ledger_audit.feed_account.account_id IS 'The account that the event moved money on, that was refused to pay, or that the act is about.';
COMMENT ON COLUMN ledger_audit.feed_account.event_position IS 'Place of the event in the feed.';

-- No pass is made meanwhile: what it numbered would lack its accounts.
LOCK TABLE ledger_audit.feed_event IN SHARE MODE;
INSERT INTO ledger_audit.feed_account (account_id, event_position)
SELECT DISTINCT a.account_id, f.event_position
FROM ledger_audit.feed_event AS f
JOIN ledger_audit.transaction AS t USING (transaction_id)
CROSS JOIN LATERAL unnest(
    CASE t.status
        WHEN 'FAILED' THEN ARRAY[t.from_account_id]
        ELSE ARRAY[t.from_account_id, t.to_account_id] || t.leg_account_ids
    END
) AS a (account_id)
WHERE a.account_id IS NOT NULL;

RESET ROLE;
COMMIT;
