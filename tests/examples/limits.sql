-- A prepaid card in psql: what may go out in a day, in an hour, at once, and from all of a user's accounts.
SELECT u.user_id FROM ledger.create_user('ann') AS u \gset
SELECT a.code FROM ledger.open_account('EUR', :user_id, p_code => 'ann:card') AS a
UNION ALL SELECT a.code FROM ledger.open_account('EUR', :user_id, p_code => 'ann:savings') AS a
UNION ALL SELECT a.code FROM ledger.open_account('EUR', p_code => 'shop') AS a;
SELECT d.amount FROM ledger.deposit(ledger.account_id('ann:card'), 1000) AS d
UNION ALL SELECT d.amount FROM ledger.deposit(ledger.account_id('ann:savings'), 1000) AS d;
SELECT t.amount FROM ledger.post_transfer(ledger.account_id('ann:card'), ledger.account_id('shop'), 30) AS t;

-- 200 in a day, what went out already included; at most 150 at once; ten payments in any hour.
SELECT l.direction, l.measure, l.period, l.maximum, l.used, l.remaining, l.resets_at > now() AS resets_later
FROM ledger.set_limit(200, 'day', ledger.account_id('ann:card'), p_time_zone => 'Europe/Berlin') AS l;
SELECT l.period, l.maximum FROM ledger.set_limit(150, 'transaction', ledger.account_id('ann:card')) AS l;
SELECT l.measure, l.window_seconds, l.maximum, l.used
FROM ledger.set_limit(10, 'window', ledger.account_id('ann:card'), p_measure => 'count', p_window => '1 hour') AS l;

-- Both of ann's accounts together: 400 a month; an account opened later comes under it too.
SELECT l.account_id, l.currency, l.maximum, l.used
FROM ledger.set_limit(400, 'month', p_user_id => :user_id, p_currency => 'EUR') AS l;

-- Refusals say why, how much is left, and when there will be more.
\set VERBOSITY terse
SELECT ledger.post_transfer(ledger.account_id('ann:card'), ledger.account_id('shop'), 150.01);
SELECT t.amount FROM ledger.post_transfer(ledger.account_id('ann:card'), ledger.account_id('shop'), 120) AS t;
SELECT ledger.post_transfer(ledger.account_id('ann:card'), ledger.account_id('shop'), 50.01);
SELECT r.failure_code, r.failure_detail ->> 'limit' AS "limit", r.failure_detail ->> 'used' AS used,
    r.failure_detail ->> 'requested' AS requested, r.failure_detail ->> 'remaining' AS remaining,
    (r.failure_detail ->> 'resets_at')::timestamptz > now() AS resets_later
FROM ledger.post_transfers(ARRAY[ROW(
    ledger.account_id('ann:card'), ledger.account_id('shop'), 50.01, 'EUR', 'pay-1', NULL, NULL, NULL, NULL, NULL
)::ledger.transfer_request]) AS r;

-- A hold uses the limit when it is placed; its capture does not again; what is released is given back.
SELECT h.hold_id FROM ledger.hold_funds(ledger.account_id('ann:card'), 40, ledger.account_id('shop')) AS h \gset
SELECT l.period, l.measure, l.maximum, l.used, l.remaining FROM ledger.list_limits(ledger.account_id('ann:card')) AS l;
SELECT t.amount FROM ledger.capture_hold(:'hold_id', 25, true) AS t;
SELECT l.period, l.measure, l.maximum, l.used, l.remaining FROM ledger.list_limits(ledger.account_id('ann:card')) AS l;

-- The savings account is asked about the month only.
SELECT t.amount FROM ledger.post_transfer(ledger.account_id('ann:savings'), ledger.account_id('shop'), 225) AS t;
SELECT ledger.post_transfer(ledger.account_id('ann:savings'), ledger.account_id('shop'), 0.01);

-- Setting the same kind again changes its maximum, and keeps what is used.
SELECT l.maximum, l.used, l.remaining
FROM ledger.set_limit(500, 'month', p_user_id => :user_id, p_currency => 'EUR') AS l;
SELECT r.maximum, r.used FROM ledger.list_limits(p_user_id => :user_id) AS l, ledger.remove_limit(l.limit_id) AS r
WHERE l.period = 'transaction';
SELECT l.action, l.detail ->> 'period' AS period, l.detail ->> 'maximum' AS maximum, l.detail ->> 'is_removed' AS is_removed
FROM ledger.list_audit_logs(ledger.account_id('ann:savings')) AS l WHERE l.action = 'LIMIT';
SELECT v.name, v.ok FROM ledger.verify() AS v WHERE v.name ~ 'limit' ORDER BY v.name;
