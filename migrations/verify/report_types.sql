-- Fails when the change report_types is not in place.
BEGIN;

SELECT NULL::ledger.statement_summary,
    NULL::reporting.account_balance,
    NULL::reporting.daily_balance,
    NULL::reporting.monthly_amount,
    NULL::ledger_private.account_total,
    NULL::ledger_private.group_total,
    NULL::ledger_private.report_month;

ROLLBACK;
