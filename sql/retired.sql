-- Signatures that no longer exist: DROP … IF EXISTS, first in the manifest, no CASCADE.
DROP FUNCTION IF EXISTS ledger.post_transfers(ledger.transfer_request[], boolean, ledger.actor);
DROP FUNCTION IF EXISTS ledger.post_transfers_json(jsonb, boolean, ledger.actor);
DROP FUNCTION IF EXISTS ledger_private.post_otherwise(
    ledger.transfer_request, ledger.actor, uuid, ledger_private.posting_link[]
);
