-- Fails when the change app_user is not in place.
BEGIN;

SELECT 1 / (count(*) = 1)::integer FROM ledger_private.app_user WHERE user_id = 0;
SELECT username, user_id FROM ledger_private.login WHERE false;

ROLLBACK;
