-- What statements and reports of a day say.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TYPE ledger.statement_summary AS (
    account_id uuid,
    currency text,
    from_at timestamptz,
    opening_balance numeric,
    money_in numeric,
    money_out numeric,
    entries bigint,
    closing_balance numeric
);

CREATE TYPE reporting.account_balance AS (
    account_id uuid,
    account_code text,
    account_class text,
    category text,
    user_id bigint,
    currency text,
    balance numeric,
    normal_balance numeric
);

CREATE TYPE reporting.daily_balance AS (
    balance_on date,
    account_id uuid,
    account_code text,
    currency text,
    money_in numeric,
    money_out numeric,
    balance numeric
);

CREATE TYPE reporting.monthly_amount AS (
    month_on date,
    currency text,
    account_class text,
    category text,
    accounts bigint,
    amount numeric
);

CREATE TYPE ledger_private.account_total AS (
    account_id uuid,
    total numeric
);

CREATE TYPE ledger_private.group_total AS (
    end_number bigint,
    currency text,
    account_class text,
    category_id uuid,
    accounts bigint,
    minor_units smallint,
    total numeric
);

CREATE TYPE ledger_private.report_month AS (
    month_on date,
    first_on date,
    end_on date
);

COMMENT ON TYPE ledger.statement_summary IS 'Head and foot of a statement: what the account held before and after, and what came and went between.';
COMMENT ON COLUMN ledger.statement_summary.account_id IS 'The account whose statement it is.';
COMMENT ON COLUMN ledger.statement_summary.currency IS 'Asset code of the amounts.';
COMMENT ON COLUMN ledger.statement_summary.from_at IS 'Where the statement begins on its axis; NULL: with the account''s first entry.';
COMMENT ON COLUMN ledger.statement_summary.opening_balance IS 'Balance of all entries before from_at, in units of the currency.';
COMMENT ON COLUMN ledger.statement_summary.money_in IS 'Sum of the statement''s credits, in units of the currency.';
COMMENT ON COLUMN ledger.statement_summary.money_out IS 'Sum of the statement''s debits, in units of the currency.';
COMMENT ON COLUMN ledger.statement_summary.entries IS 'How many lines the statement has.';
COMMENT ON COLUMN ledger.statement_summary.closing_balance IS 'Balance after the statement''s last line: opening_balance + money_in - money_out.';

COMMENT ON TYPE reporting.account_balance IS 'What an account held at the end of a day.';
COMMENT ON COLUMN reporting.account_balance.account_id IS 'The account; leads to reporting.accounts.';
COMMENT ON COLUMN reporting.account_balance.account_code IS 'Code of the account.';
COMMENT ON COLUMN reporting.account_balance.account_class IS 'asset, liability, equity, income or expense.';
COMMENT ON COLUMN reporting.account_balance.category IS 'Path of the category that the account is sorted into now, or NULL.';
COMMENT ON COLUMN reporting.account_balance.user_id IS 'The user who owns the account; 0 is the house.';
COMMENT ON COLUMN reporting.account_balance.currency IS 'Asset code of the amounts.';
COMMENT ON COLUMN reporting.account_balance.balance IS 'Credits less debits, in units of the currency.';
COMMENT ON COLUMN reporting.account_balance.normal_balance IS 'The balance on the normal side of the account''s class: debit for assets and expenses.';

COMMENT ON TYPE reporting.daily_balance IS 'What an account held at the end of a day, and what moved on it.';
COMMENT ON COLUMN reporting.daily_balance.balance_on IS 'The day (UTC).';
COMMENT ON COLUMN reporting.daily_balance.account_id IS 'The account; leads to reporting.accounts.';
COMMENT ON COLUMN reporting.daily_balance.account_code IS 'Code of the account.';
COMMENT ON COLUMN reporting.daily_balance.currency IS 'Asset code of the amounts.';
COMMENT ON COLUMN reporting.daily_balance.money_in IS 'Sum of the day''s credits, in units of the currency.';
COMMENT ON COLUMN reporting.daily_balance.money_out IS 'Sum of the day''s debits, in units of the currency.';
COMMENT ON COLUMN reporting.daily_balance.balance IS 'Balance at the end of the day, in units of the currency.';

COMMENT ON TYPE reporting.monthly_amount IS 'A line of a balance sheet or an income statement, for one month.';
COMMENT ON COLUMN reporting.monthly_amount.month_on IS 'First day of the month.';
COMMENT ON COLUMN reporting.monthly_amount.currency IS 'Asset code of the amount.';
COMMENT ON COLUMN reporting.monthly_amount.account_class IS 'asset, liability, equity, income or expense; result: income less expense since the beginning.';
COMMENT ON COLUMN reporting.monthly_amount.category IS 'Path of the category that the accounts are sorted into now, or NULL.';
COMMENT ON COLUMN reporting.monthly_amount.accounts IS 'How many accounts the line sums.';
COMMENT ON COLUMN reporting.monthly_amount.amount IS 'Sum on the normal side of the class, in units of the currency.';

COMMENT ON TYPE ledger_private.account_total IS 'What an account''s entries up to a moment add up to.';
COMMENT ON COLUMN ledger_private.account_total.account_id IS 'The account.';
COMMENT ON COLUMN ledger_private.account_total.total IS 'Credits less debits, in units of the currency.';
COMMENT ON TYPE ledger_private.group_total IS 'What the accounts of a currency, class and category held at the end of a day.';
COMMENT ON COLUMN ledger_private.group_total.end_number IS 'Number of the day among those that were asked for, from 1.';
COMMENT ON COLUMN ledger_private.group_total.currency IS 'Asset code of the total.';
COMMENT ON COLUMN ledger_private.group_total.account_class IS 'asset, liability, equity, income or expense.';
COMMENT ON COLUMN ledger_private.group_total.category_id IS 'The category that the accounts are sorted into now, or NULL.';
COMMENT ON COLUMN ledger_private.group_total.accounts IS 'How many accounts there are.';
COMMENT ON COLUMN ledger_private.group_total.minor_units IS 'How many decimals an amount may have.';
COMMENT ON COLUMN ledger_private.group_total.total IS 'Credits less debits, in units of the currency.';
COMMENT ON TYPE ledger_private.report_month IS 'A month that a report touches.';
COMMENT ON COLUMN ledger_private.report_month.month_on IS 'Its first day.';
COMMENT ON COLUMN ledger_private.report_month.first_on IS 'The first of its days that the report counts.';
COMMENT ON COLUMN ledger_private.report_month.end_on IS 'The last of its days that the report counts.';

RESET ROLE;
COMMIT;
