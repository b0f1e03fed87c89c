-- Is personal data there, in the shape that is expected?
BEGIN;

SELECT user_id, updated_at, shredded_at, key_id, wrapped_key, sealed, email_index
FROM ledger_private.person WHERE false;

ROLLBACK;
