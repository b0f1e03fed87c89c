-- Fails when the change authentication is not in place.
BEGIN;

SELECT user_id, password_hash FROM ledger_private.credential WHERE false;
SELECT throttle_key, failures, free_at FROM ledger_private.login_throttle WHERE false;
SELECT session_id, user_id, ended_at FROM ledger_private.auth_session WHERE false;
SELECT token_digest, session_id, used_at FROM ledger_private.refresh_token WHERE false;
SELECT user_id, token_id FROM ledger_private.revoked_token WHERE false;
SELECT key_digest, api_key_id, scopes FROM ledger_private.api_key WHERE false;
SELECT issuer, subject, user_id FROM ledger_private.outside_identity WHERE false;

ROLLBACK;
