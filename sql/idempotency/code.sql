-- idempotency: one key, one act, for ever.
\ir inner/request_digest.sql
\ir inner/call_digest.sql
\ir inner/claim_keys.sql
\ir inner/recall_replays.sql
\ir inner/transaction_digest.sql
\ir inner/claimed_resource.sql
\ir inner/keep_key.sql
\ir inner/known_under_key.sql
\ir inner/verify_idempotency_keys.sql
