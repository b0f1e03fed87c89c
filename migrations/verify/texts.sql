-- Fails when the change texts is not in place.
BEGIN;

SELECT 'a'::ledger_private.unique_text, 'a'::ledger_private.key_text,
    'a'::ledger_private.name_text, 'a'::ledger_private.permission_name, 'USD'::ledger_private.asset_code;

ROLLBACK;
