-- Each time that a monitor has fired.
CREATE OR REPLACE VIEW ledger.monitor_alerts AS
SELECT
    l.alert_id,
    l.monitor_id,
    l.account_id,
    m.measure,
    m.comparison,
    round(m.threshold, a.minor_units) AS threshold,
    round(l.value, a.minor_units) AS value,
    round(l.balance, a.minor_units) AS balance,
    a.currency,
    l.event_position,
    l.account_position::bigint AS account_position,
    l.crossed_at,
    l.fired_at
FROM ledger_audit.monitor_alert AS l
JOIN ledger_private.monitor AS m USING (monitor_id)
JOIN ledger_private.account AS a ON a.account_id = l.account_id;

COMMENT ON VIEW ledger.monitor_alerts IS
'Alerts of monitors, one for each crossing of the threshold; append-only.';

COMMENT ON COLUMN ledger.monitor_alerts.alert_id IS 'Id of the alert, a UUIDv7 with the bucket of the account''s owner.';
COMMENT ON COLUMN ledger.monitor_alerts.monitor_id IS 'The monitor that fired.';
COMMENT ON COLUMN ledger.monitor_alerts.account_id IS 'The account that is watched.';
COMMENT ON COLUMN ledger.monitor_alerts.measure IS 'What was compared: balance, available (balance less held) or held.';
COMMENT ON COLUMN ledger.monitor_alerts.comparison IS 'below or above: on which side of the threshold it fires.';
COMMENT ON COLUMN ledger.monitor_alerts.threshold IS 'What the measure was compared with, in units of the currency.';
COMMENT ON COLUMN ledger.monitor_alerts.value IS 'The measure when it had crossed the threshold, in units of the currency.';
COMMENT ON COLUMN ledger.monitor_alerts.balance IS 'The account''s balance at that moment, in units of the currency.';
COMMENT ON COLUMN ledger.monitor_alerts.currency IS 'Asset code of the value, the threshold and the balance.';
COMMENT ON COLUMN ledger.monitor_alerts.event_position IS 'Place in the feed of the transaction that crossed it; NULL when a hold did.';
COMMENT ON COLUMN ledger.monitor_alerts.account_position IS 'Place in the account''s audit chain of what crossed it.';
COMMENT ON COLUMN ledger.monitor_alerts.crossed_at IS 'When what crossed it was booked.';
COMMENT ON COLUMN ledger.monitor_alerts.fired_at IS 'When the alert was written.';
