-- reporting: what reporting tools read.
\ir views/accounts.sql
\ir views/transactions.sql
\ir views/entries.sql
\ir views/statement_lines.sql
\ir views/daily_balances.sql
\ir views/trial_balance.sql
\ir views/category_balances.sql
\ir views/audit_trail.sql
\ir views/holds.sql
\ir views/hold_history.sql
