-- Signatures that no longer exist: DROP … IF EXISTS, first in the manifest, no CASCADE.
DROP FUNCTION IF EXISTS ledger_private.append_audit(
    ledger_private.account, text, jsonb, ledger.actor
);
