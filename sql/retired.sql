-- Signatures that no longer exist: DROP … IF EXISTS, first in the manifest, no CASCADE.
DROP FUNCTION IF EXISTS ledger_private.append_audit(
    ledger_private.account, text, jsonb, ledger.actor
);
DROP FUNCTION IF EXISTS ledger_private.totals_before(timestamptz, text, text[], uuid);
DROP FUNCTION IF EXISTS ledger_private.booked_totals(timestamptz, text[], uuid);
