-- idempotency: one key, one act, for ever.
\ir inner/plain_json.sql
\ir inner/call_digest.sql
\ir inner/request_digest.sql
\ir inner/batch_digest.sql
\ir inner/transaction_digest.sql
\ir inner/find_keys.sql
\ir inner/reserve_keys.sql
\ir inner/settle_repeat.sql
\ir inner/give_keys_back.sql
\ir inner/recall_replays.sql
\ir inner/tell_replay.sql
\ir inner/begin_call.sql
\ir inner/end_call.sql
\ir inner/known_under_key.sql
\ir inner/verify_idempotency_keys.sql
\ir triggers/idempotency_key.sql
