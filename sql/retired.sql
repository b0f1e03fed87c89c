-- Signatures that no longer exist: DROP … IF EXISTS, first in the manifest, no CASCADE.
DROP FUNCTION IF EXISTS ledger_private.post_otherwise(
    ledger.transfer_request, ledger.actor, uuid, ledger_private.posting_link[]
);
DROP FUNCTION IF EXISTS ledger_private.show_posted(ledger_private.posting_item);
DROP FUNCTION IF EXISTS ledger_private.show_transaction(uuid);
