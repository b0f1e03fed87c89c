-- Take the kinds of text away.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP DOMAIN ledger_private.permission_name;
DROP DOMAIN ledger_private.asset_code;
DROP DOMAIN ledger_private.name_text;
DROP DOMAIN ledger_private.key_text;
DROP DOMAIN ledger_private.unique_text;

COMMIT;
