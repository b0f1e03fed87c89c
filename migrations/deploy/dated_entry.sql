-- Entries that count from another moment than their booking, with running totals.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

-- Each row keeps totals up to itself, in booking order, so that a balance at any pair of
-- moments is a few look-ups by key and nothing is ever updated. An entry is in order when
-- no earlier booking of its account counts later; in-order entries ascend on both axes and
-- are found by one look-up. A late one falls into periods of the calendar (UTC), each
-- with its own running total; an account's first few late ones are added up one by one.
CREATE TABLE ledger_private.dated_entry (
    account_version ledger_private.counter NOT NULL,
    first_version ledger_private.counter NOT NULL,
    late_entries ledger_private.counter NOT NULL,
    account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    effective_at timestamptz NOT NULL,
    latest_effective_at timestamptz NOT NULL,
    effective_slot bigint,
    effective_hour bigint,
    effective_day bigint,
    effective_month bigint,
    effective_year bigint,
    is_late boolean NOT NULL,
    signed_amount ledger_private.money NOT NULL,
    dated_total numeric NOT NULL,
    in_order_total numeric NOT NULL,
    slot_total numeric,
    hour_total numeric,
    day_total numeric,
    month_total numeric,
    year_total numeric,
    CONSTRAINT dated_entry_pkey PRIMARY KEY (account_id, account_version)
) WITH (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

CREATE INDEX dated_entry_in_order_idx
ON ledger_private.dated_entry (account_id, effective_at, account_version) WHERE NOT is_late;
CREATE INDEX dated_entry_late_idx
ON ledger_private.dated_entry (account_id, effective_at, account_version) WHERE is_late;
CREATE INDEX dated_entry_few_idx
ON ledger_private.dated_entry (account_id, account_version)
WHERE is_late AND effective_slot IS NULL;
CREATE INDEX dated_entry_slot_idx
ON ledger_private.dated_entry (account_id, effective_slot, account_version)
WHERE effective_slot IS NOT NULL;
CREATE INDEX dated_entry_hour_idx
ON ledger_private.dated_entry (account_id, effective_hour, account_version)
WHERE effective_hour IS NOT NULL;
CREATE INDEX dated_entry_day_idx
ON ledger_private.dated_entry (account_id, effective_day, account_version)
WHERE effective_day IS NOT NULL;
CREATE INDEX dated_entry_month_idx
ON ledger_private.dated_entry (account_id, effective_month, account_version)
WHERE effective_month IS NOT NULL;
CREATE INDEX dated_entry_year_idx
ON ledger_private.dated_entry (account_id, effective_year, account_version)
WHERE effective_year IS NOT NULL;

COMMENT ON TABLE ledger_private.dated_entry IS 'Entries that count from another moment than their booking, with running totals in booking order; append-only. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.dated_entry.account_version IS 'Number of the entry among its account''s entries.';
COMMENT ON COLUMN ledger_private.dated_entry.first_version IS 'First version of the unbroken run of dated entries that the entry belongs to.';
COMMENT ON COLUMN ledger_private.dated_entry.late_entries IS 'How many of the account''s dated entries up to this one are late.';
COMMENT ON COLUMN ledger_private.dated_entry.account_id IS 'The account that the entry changes.';
COMMENT ON COLUMN ledger_private.dated_entry.user_id IS 'The user who owns the account; the shard key.';
COMMENT ON COLUMN ledger_private.dated_entry.effective_at IS 'The moment from which the entry counts.';
COMMENT ON COLUMN ledger_private.dated_entry.latest_effective_at IS 'The latest effective date of the account''s dated entries up to this one.';
COMMENT ON COLUMN ledger_private.dated_entry.effective_slot IS 'Twice the ten minutes since 1970, plus 1 after their first moment.';
COMMENT ON COLUMN ledger_private.dated_entry.effective_hour IS 'Hours from 1970-01-01 to the effective date (UTC); NULL unless the entry has periods.';
COMMENT ON COLUMN ledger_private.dated_entry.effective_day IS 'Days from 1970-01-01 to the effective date (UTC); NULL unless the entry has periods.';
COMMENT ON COLUMN ledger_private.dated_entry.effective_month IS 'Months from year 0 to the effective date (UTC); NULL unless the entry has periods.';
COMMENT ON COLUMN ledger_private.dated_entry.effective_year IS 'Year of the effective date (UTC); NULL unless the entry has periods.';
COMMENT ON COLUMN ledger_private.dated_entry.is_late IS 'Whether an entry that was booked earlier counts later.';
COMMENT ON COLUMN ledger_private.dated_entry.signed_amount IS 'The entry''s amount, negative for a debit, in units of the currency.';
COMMENT ON COLUMN ledger_private.dated_entry.dated_total IS 'Sum of the account''s dated entries up to this one.';
COMMENT ON COLUMN ledger_private.dated_entry.in_order_total IS 'Sum of the account''s dated entries in order, up to this one.';
COMMENT ON COLUMN ledger_private.dated_entry.slot_total IS 'Sum of the account''s late entries that have periods, up to this one, within its effective_slot; NULL unless it has periods.';
COMMENT ON COLUMN ledger_private.dated_entry.hour_total IS 'Sum of the account''s late entries that have periods, up to this one, within its hour; NULL unless it has periods.';
COMMENT ON COLUMN ledger_private.dated_entry.day_total IS 'Sum of the account''s late entries that have periods, up to this one, within its day; NULL unless it has periods.';
COMMENT ON COLUMN ledger_private.dated_entry.month_total IS 'Sum of the account''s late entries that have periods, up to this one, within its month; NULL unless it has periods.';
COMMENT ON COLUMN ledger_private.dated_entry.year_total IS 'Sum of the account''s late entries that have periods, up to this one, within its year; NULL unless it has periods.';

RESET ROLE;
COMMIT;
