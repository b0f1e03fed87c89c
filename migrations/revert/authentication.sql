-- Take the change authentication back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.outside_identity;
DROP TABLE ledger_private.api_key;
DROP TABLE ledger_private.revoked_token;
DROP TABLE ledger_private.refresh_token;
DROP TABLE ledger_private.auth_session;
DROP TABLE ledger_private.login_throttle;
DROP TABLE ledger_private.credential;
DROP TYPE ledger.api_key_secret;

COMMIT;
