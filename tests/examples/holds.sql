-- A hotel stay in psql: money is set aside on arrival, settled on departure.
SELECT a.code FROM ledger.open_account('EUR', p_code => 'guest') AS a
UNION ALL SELECT a.code FROM ledger.open_account('EUR', p_code => 'hotel') AS a
UNION ALL SELECT a.code FROM ledger.open_account('EUR', p_code => 'restaurant') AS a;
SELECT d.amount FROM ledger.deposit(ledger.account_id('guest'), 500) AS d;

-- Arrival: 300 for the room, and ten percent more may be taken if the money is there.
SELECT h.hold_id, h.amount, h.remaining, h.tolerance, h.status
FROM ledger.hold_funds(
    ledger.account_id('guest'), 300, ledger.account_id('hotel'),
    p_expires_at => now() + interval '7 days', p_tolerance_percent => 10,
    p_description => 'Room 7', p_idempotency_key => 'stay-7'
) AS h \gset
SELECT :'amount' AS amount, :'remaining' AS remaining, :'tolerance' AS tolerance, :'status' AS status;

-- What is held is still the guest's, but it cannot be spent.
SELECT b.balance, b.held, b.available FROM ledger.get_balance(ledger.account_id('guest')) AS b;
SELECT ledger.post_transfer(ledger.account_id('guest'), ledger.account_id('restaurant'), 250);

-- A night more, and more time; the first night is captured, a voucher released.
SELECT h.amount, h.remaining FROM ledger.increment_hold(:'hold_id', 50) AS h;
SELECT h.status, h.expires_at > now() + interval '8 days' AS has_more_time
FROM ledger.extend_hold(:'hold_id', now() + interval '9 days') AS h;
SELECT t.amount, t.transaction_type, t.status
FROM ledger.capture_hold(:'hold_id', 120, p_description => 'First night') AS t;
SELECT h.released, h.remaining FROM ledger.release_hold(:'hold_id', 30) AS h;

-- Departure: more than the tolerance covers is refused; the bill itself is final.
SELECT ledger.capture_hold(:'hold_id', 235.01, true);
SELECT t.amount, t.status, t.idempotency_key
FROM ledger.capture_hold(:'hold_id', 180, true, p_idempotency_key => 'bill-7') AS t;
SELECT t.amount, t.status FROM ledger.capture_hold(:'hold_id', 180, true, p_idempotency_key => 'bill-7') AS t;
SELECT h.status, h.amount, h.captured, h.released, h.remaining FROM ledger.get_hold(:'hold_id') AS h;
SELECT e.event_number, e.event_type, e.amount, e.amount_after, e.captured_after, e.released_after, e.status_after
FROM ledger.list_hold_events(:'hold_id') AS e;
SELECT b.balance, b.held, b.available FROM ledger.get_balance(ledger.account_id('guest')) AS b;

-- A hold that nobody settles frees its money by itself; no sweeper has to run.
SELECT h.status FROM ledger.hold_funds(
    ledger.account_id('guest'), 200, p_expires_at => clock_timestamp() + interval '0.5 seconds'
) AS h;
SELECT pg_sleep(0.6);
SELECT b.balance, b.held, b.available FROM ledger.get_balance(ledger.account_id('guest')) AS b;
SELECT count(*) AS tidied FROM ledger.expire_holds();

-- Dinner and taxi in one group, which is called by the id of its first hold: both are settled, or neither.
SELECT h.group_id AS evening FROM ledger.hold_funds(ledger.account_id('guest'), 60, ledger.account_id('restaurant')) AS h \gset
SELECT h.amount FROM ledger.hold_funds(ledger.account_id('guest'), 20, ledger.account_id('hotel'),
    p_group_id => :'evening') AS h;
SELECT t.amount, t.status
FROM ledger.capture_group(:'evening', 'Evening') AS t;
SELECT v.name, v.ok FROM ledger.verify() AS v WHERE v.name ~ 'hold' ORDER BY v.name;
