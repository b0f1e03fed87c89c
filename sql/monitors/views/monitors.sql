-- What is watched on accounts.
CREATE OR REPLACE VIEW ledger.monitors AS
SELECT
    m.monitor_id,
    m.account_id,
    m.user_id,
    m.measure,
    m.comparison,
    round(m.threshold, a.minor_units) AS threshold,
    a.currency,
    m.is_fired,
    m.made_by_user_id,
    m.created_at,
    m.removed_at
FROM ledger_private.monitor AS m
JOIN ledger_private.account AS a USING (account_id);

COMMENT ON VIEW ledger.monitors IS
'Monitors: each says when an amount of an account crosses its threshold. ledger.create_monitor makes one.';

COMMENT ON COLUMN ledger.monitors.monitor_id IS 'Id of the monitor, a UUIDv7 with the bucket of the account''s owner.';
COMMENT ON COLUMN ledger.monitors.account_id IS 'The watched account.';
COMMENT ON COLUMN ledger.monitors.user_id IS 'The user who owns the watched account; 0 is the house.';
COMMENT ON COLUMN ledger.monitors.measure IS 'What is compared: balance, available (balance less held) or held.';
COMMENT ON COLUMN ledger.monitors.comparison IS 'below or above: on which side of the threshold it fires.';
COMMENT ON COLUMN ledger.monitors.threshold IS 'What the measure is compared with, in units of the currency.';
COMMENT ON COLUMN ledger.monitors.currency IS 'Asset code of the watched account.';
COMMENT ON COLUMN ledger.monitors.is_fired IS 'Whether the comparison held when it was last looked at; it fires again only when it has not held in between.';
COMMENT ON COLUMN ledger.monitors.made_by_user_id IS 'The user who created it; NULL: a database session.';
COMMENT ON COLUMN ledger.monitors.created_at IS 'When the monitor was created.';
COMMENT ON COLUMN ledger.monitors.removed_at IS 'When it was removed; NULL: it is in force.';
