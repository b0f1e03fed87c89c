-- audit: the trail of every change, and the guards that keep history.
\ir inner/changes_until.sql
\ir inner/hash_at.sql
\ir views/audit_logs.sql
\ir views/events.sql
\ir inner/audit_actor_line.sql
\ir inner/audit_row_hash.sql
\ir inner/entry_bytes.sql
\ir inner/transaction_bytes.sql
\ir inner/said_bytes.sql
\ir inner/append_audit.sql
\ir inner/verify_audit_chain.sql
\ir inner/verify_audit_is_complete.sql
\ir inner/verify_events_are_readable.sql
\ir list_audit_logs.sql
\ir list_events.sql
\ir triggers/append_only.sql
