-- reports: what was at the end of a day and of months, for who asks through ledger.
\ir get_trial_balance.sql
\ir get_balance_sheet.sql
\ir get_income_statement.sql
\ir list_account_balances.sql
