-- When did it count, and when did we know? Effective dates, statements by them, closed books.
SELECT a.code FROM ledger.open_account('EUR', p_code => 'rent', p_min_balance => -10000) AS a
UNION ALL SELECT a.code FROM ledger.open_account('EUR', p_code => 'landlord') AS a;

-- June's rent, paid on 28 June; July's; and a repair of June that is billed in July.
SELECT t.amount, t.effective_at FROM ledger.post_transfer(
    ledger.account_id('rent'), ledger.account_id('landlord'), 900,
    p_description => 'rent of June', p_effective_at => '2024-06-28 09:00Z') AS t;
SELECT t.amount, t.effective_at FROM ledger.post_transfer(
    ledger.account_id('rent'), ledger.account_id('landlord'), 900,
    p_description => 'rent of July', p_effective_at => '2024-07-28 09:00Z') AS t;
SELECT clock_timestamp() AS before_the_bill \gset
SELECT t.amount, t.effective_at FROM ledger.post_transfer(
    ledger.account_id('rent'), ledger.account_id('landlord'), 120,
    p_description => 'repair', p_effective_at => '2024-06-30 12:00Z') AS t;

-- What the account held at the end of June, as the books say now; and as they said then.
SELECT b.balance, b.effective_at
FROM ledger.get_balance(ledger.account_id('landlord'), p_effective_at => '2024-06-30 23:59:59Z') AS b;
SELECT b.balance, b.effective_at
FROM ledger.get_balance(
    ledger.account_id('landlord'), p_as_of => :'before_the_bill',
    p_effective_at => '2024-06-30 23:59:59Z') AS b;
SELECT b.balance FROM ledger.get_balance(ledger.account_id('landlord')) AS b;

-- A statement in the order of the world, latest first, and one in the order of booking.
SELECT l.effective_at, l.description, l.amount, l.balance
FROM ledger.get_statement(ledger.account_id('landlord')) AS l;
SELECT l.account_version, l.effective_at, l.description, l.balance
FROM ledger.get_statement(ledger.account_id('landlord'), 'booked') AS l;
SELECT l.effective_at, l.description, l.balance
FROM ledger.get_statement(
    ledger.account_id('landlord'), p_effective_at => '2024-06-30 23:59:59Z',
    p_as_of => :'before_the_bill') AS l;

-- June is closed: nothing can be dated into it any more. Today is always open.
SELECT p.act_number, p.action, p.closed_through_on
FROM ledger.close_period('2024-06-30', 'June is reported') AS p;
SELECT ledger.post_transfer(
    ledger.account_id('rent'), ledger.account_id('landlord'), 5, p_effective_at => '2024-06-30 23:00Z');
\set VERBOSITY terse
SELECT ledger.close_period('2999-12-31');
\set VERBOSITY default
SELECT t.amount FROM ledger.post_transfer(
    ledger.account_id('rent'), ledger.account_id('landlord'), 5) AS t;

-- Opening it again is an act with a reason, kept with who did it and when.
SELECT ledger.reopen_period('2024-06-30', '');
SELECT p.act_number, p.action, p.closed_through_on, p.reason
FROM ledger.reopen_period('2024-06-30', 'a bill was found') AS p;
SELECT t.amount FROM ledger.post_transfer(
    ledger.account_id('rent'), ledger.account_id('landlord'), 5, p_effective_at => '2024-06-30 23:00Z') AS t;
SELECT p.act_number, p.action, p.closed_through_on, p.reason, p.database_user FROM ledger.list_periods() AS p;

-- The books are proved: what is new, and all of it.
SELECT v.is_ok, v.is_current, v.transactions, v.broken FROM ledger.verify_new() AS v;
SELECT v.name, v.ok FROM ledger.verify_recent() AS v;
SELECT count(*) > 0 AS checked, bool_and(v.ok) AS ok FROM ledger.verify() AS v;
