-- The manifest: all that holds no rows, one folder a capability. Replayed whole at every deploy.
\ir owners.sql
SET LOCAL ROLE ledger_owner;
\ir retired.sql
\ir errors/code.sql
\ir values/code.sql
\ir actors/code.sql
\ir logins/code.sql
\ir people/code.sql
\ir audit/code.sql
\ir events/code.sql
\ir accounts/code.sql
\ir categories/code.sql
\ir sharing/code.sql
\ir idempotency/code.sql
\ir posting/code.sql
\ir legs/code.sql
\ir queue/code.sql
\ir limits/code.sql
\ir holds/code.sql
\ir reversals/code.sql
\ir time/code.sql
\ir proofs/code.sql
\ir reporting/code.sql
\ir reports/code.sql
\ir operations/code.sql
\ir guards/code.sql
\ir grants.sql
RESET ROLE;
SET LOCAL ROLE ledger_audit_owner;
\ir audit/triggers/audit_log.sql
\ir events/triggers/feed.sql
\ir guards/triggers/guard_declaration.sql
\ir posting/triggers/transaction.sql
\ir posting/triggers/transaction_entry.sql
\ir posting/triggers/open_credit.sql
RESET ROLE;
\ir declare.sql
