-- proofs: ledger.verify() and its parts.
\ir views/verifications.sql
\ir inner/verify_account_links.sql
\ir inner/verify_balances_equal_entries.sql
\ir inner/verify_balances_within_bounds.sql
\ir inner/verify_currencies_sum_to_zero.sql
\ir inner/verify_entries_have_owners.sql
\ir inner/verify_running_balances.sql
\ir inner/last_guard_check.sql
\ir inner/broken_links.sql
\ir inner/prove_transactions.sql
\ir inner/verify_times_are_past.sql
\ir inner/verify_transactions_balance.sql
\ir verify.sql
\ir verify_new.sql
\ir verify_recent.sql
