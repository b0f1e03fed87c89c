-- What moved on each account on each day and in each month, added up from the feed.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

-- How far the sums go, and where their days begin. Whoever adds to them locks it.
CREATE TABLE ledger_private.rollup (
    is_only boolean NOT NULL
        CONSTRAINT rollup_pkey PRIMARY KEY
        CONSTRAINT rollup_is_one_row CHECK (is_only),
    time_zone text NOT NULL,
    through_position bigint NOT NULL
        CONSTRAINT rollup_counts_from_zero CHECK (through_position >= 0),
    updated_at timestamptz NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

INSERT INTO ledger_private.rollup (is_only, time_zone, through_position, updated_at)
VALUES (true, 'UTC', 0, clock_timestamp());

-- What an account opened a day with is the sum of the days before: a late row changes its own
-- day and no other. High and low are kept as distances from the opening for the same reason.
CREATE TABLE ledger_private.account_day (
    entries bigint NOT NULL,
    account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    rolled_on date NOT NULL,
    money_in numeric NOT NULL,
    money_out numeric NOT NULL,
    rise numeric NOT NULL,
    fall numeric NOT NULL,
    CONSTRAINT account_day_pkey PRIMARY KEY (account_id, rolled_on),
    CONSTRAINT account_day_holds_its_end CHECK (
        rise >= greatest(money_in - money_out, 0) AND fall <= least(money_in - money_out, 0)
    )
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);

CREATE TABLE ledger_private.account_day_type (
    entries bigint NOT NULL,
    account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    rolled_on date NOT NULL,
    transaction_type ledger_private.unique_text NOT NULL,
    money_in numeric NOT NULL,
    money_out numeric NOT NULL,
    CONSTRAINT account_day_type_pkey PRIMARY KEY (account_id, rolled_on, transaction_type)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);

CREATE TABLE ledger_private.account_month (
    entries bigint NOT NULL,
    account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    month_on date NOT NULL,
    money_in numeric NOT NULL,
    money_out numeric NOT NULL,
    fees numeric NOT NULL,
    CONSTRAINT account_month_pkey PRIMARY KEY (account_id, month_on)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);

-- All accounts together: few rows, which every batch changes.
CREATE TABLE ledger_private.currency_day (
    entries bigint NOT NULL,
    rolled_on date NOT NULL,
    currency ledger_private.unique_text NOT NULL,
    transaction_type ledger_private.unique_text NOT NULL,
    money_in numeric NOT NULL,
    money_out numeric NOT NULL,
    CONSTRAINT currency_day_pkey PRIMARY KEY (rolled_on, currency, transaction_type)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

CREATE TYPE ledger.daily_total AS (
    account_id uuid,
    rolled_on date,
    currency text,
    entries bigint,
    opening_balance numeric,
    money_in numeric,
    money_out numeric,
    fees numeric,
    closing_balance numeric,
    high_balance numeric,
    low_balance numeric
);

COMMENT ON TYPE ledger.daily_total IS 'What moved on an account on a day, and what it held, by effective date; only days on which something moved.';
COMMENT ON COLUMN ledger.daily_total.account_id IS 'The account whose day it is.';
COMMENT ON COLUMN ledger.daily_total.rolled_on IS 'The day, in the time zone of the sums.';
COMMENT ON COLUMN ledger.daily_total.currency IS 'Asset code of the amounts.';
COMMENT ON COLUMN ledger.daily_total.entries IS 'How many entries count on the day.';
COMMENT ON COLUMN ledger.daily_total.opening_balance IS 'Balance of all entries that count on earlier days, in units of the currency.';
COMMENT ON COLUMN ledger.daily_total.money_in IS 'Sum of the day''s credits, in units of the currency.';
COMMENT ON COLUMN ledger.daily_total.money_out IS 'Sum of the day''s debits, in units of the currency.';
COMMENT ON COLUMN ledger.daily_total.fees IS 'Those debits whose transaction is of type fee, in units of the currency.';
COMMENT ON COLUMN ledger.daily_total.closing_balance IS 'Balance at the end of the day: opening_balance + money_in - money_out.';
COMMENT ON COLUMN ledger.daily_total.high_balance IS 'The highest balance of the day, its opening included, its transactions taken in the order of the feed.';
COMMENT ON COLUMN ledger.daily_total.low_balance IS 'The lowest balance of the day, its opening included, its transactions taken in the order of the feed.';

COMMENT ON TABLE ledger_private.rollup IS 'How far the sums by day go in the feed, and where days begin: one row. Stays in its cell.';
COMMENT ON COLUMN ledger_private.rollup.is_only IS 'True: there is one row.';
COMMENT ON COLUMN ledger_private.rollup.time_zone IS 'Name of the time zone in which days begin.';
COMMENT ON COLUMN ledger_private.rollup.through_position IS 'Every event up to this position in the feed is in the sums, and none behind it.';
COMMENT ON COLUMN ledger_private.rollup.updated_at IS 'When events were last added.';

COMMENT ON TABLE ledger_private.account_day IS 'What moved on an account on a day, by effective date. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.account_day.entries IS 'How many entries are in the sums of the day.';
COMMENT ON COLUMN ledger_private.account_day.account_id IS 'The account whose day it is.';
COMMENT ON COLUMN ledger_private.account_day.user_id IS 'The user who owns the account of the sums; the shard key.';
COMMENT ON COLUMN ledger_private.account_day.rolled_on IS 'The day, in the time zone of the sums.';
COMMENT ON COLUMN ledger_private.account_day.money_in IS 'Sum of the day''s credits, in units of the account''s currency.';
COMMENT ON COLUMN ledger_private.account_day.money_out IS 'Sum of the day''s debits, in units of the account''s currency.';
COMMENT ON COLUMN ledger_private.account_day.rise IS 'The most by which the balance stood above the day''s opening, its transactions taken in the order of the feed; 0 when it never did.';
COMMENT ON COLUMN ledger_private.account_day.fall IS 'The most by which the balance stood below the day''s opening, as a number that is not positive.';

COMMENT ON TABLE ledger_private.account_day_type IS 'What transactions of one type moved on an account on a day, by effective date. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.account_day_type.entries IS 'How many entries of the type count on the day.';
COMMENT ON COLUMN ledger_private.account_day_type.account_id IS 'The account whose day it is.';
COMMENT ON COLUMN ledger_private.account_day_type.user_id IS 'The user who owns the account of the sums; the shard key.';
COMMENT ON COLUMN ledger_private.account_day_type.rolled_on IS 'The day, in the time zone of the sums.';
COMMENT ON COLUMN ledger_private.account_day_type.transaction_type IS 'A word for the transactions'' kind.';
COMMENT ON COLUMN ledger_private.account_day_type.money_in IS 'Sum of the type''s credits, in units of the account''s currency.';
COMMENT ON COLUMN ledger_private.account_day_type.money_out IS 'Sum of the type''s debits, in units of the account''s currency.';

COMMENT ON TABLE ledger_private.account_month IS 'What moved on an account in a month, by effective date. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.account_month.entries IS 'How many entries count in the month.';
COMMENT ON COLUMN ledger_private.account_month.account_id IS 'The account whose month it is.';
COMMENT ON COLUMN ledger_private.account_month.user_id IS 'The user who owns the account of the sums; the shard key.';
COMMENT ON COLUMN ledger_private.account_month.month_on IS 'First day of the month, in the time zone of the sums.';
COMMENT ON COLUMN ledger_private.account_month.money_in IS 'Sum of the month''s credits, in units of the account''s currency.';
COMMENT ON COLUMN ledger_private.account_month.money_out IS 'Sum of the month''s debits, in units of the account''s currency.';
COMMENT ON COLUMN ledger_private.account_month.fees IS 'Those debits whose transaction is of type fee.';

COMMENT ON TABLE ledger_private.currency_day IS 'What transactions of one type moved in a currency on a day, on all accounts together. Stays in its cell.';
COMMENT ON COLUMN ledger_private.currency_day.entries IS 'How many entries of the type count on the day.';
COMMENT ON COLUMN ledger_private.currency_day.rolled_on IS 'The day, in the time zone of the sums.';
COMMENT ON COLUMN ledger_private.currency_day.currency IS 'Asset code of the sums.';
COMMENT ON COLUMN ledger_private.currency_day.transaction_type IS 'A word for the transactions'' kind.';
COMMENT ON COLUMN ledger_private.currency_day.money_in IS 'Sum of the type''s credits, in units of the currency.';
COMMENT ON COLUMN ledger_private.currency_day.money_out IS 'Sum of the type''s debits, in units of the currency.';

RESET ROLE;
COMMIT;
