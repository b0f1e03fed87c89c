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

RESET ROLE;
COMMIT;
