-- Signatures that no longer exist: DROP … IF EXISTS, first in the manifest, no CASCADE.
DROP FUNCTION IF EXISTS ledger.get_balance(uuid, timestamptz, ledger.actor);
DROP FUNCTION IF EXISTS ledger_private.post_legs(
    ledger_private.examined_transactions, ledger.actor
);
DROP FUNCTION IF EXISTS ledger_private.post_batch(ledger.transfer_request[], ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_entries(uuid, bigint, integer, ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_accounts(
    bigint, text, text, uuid, integer, jsonb, text, ledger.actor
);
DROP FUNCTION IF EXISTS ledger_private.candidates_of_accounts(
    uuid[], timestamptz, timestamptz, uuid, boolean, integer
);
DROP FUNCTION IF EXISTS ledger_private.entries_follow(uuid, bigint, bigint, numeric);
DROP FUNCTION IF EXISTS ledger_private.assign_slots(ledger_private.posting_item[]);
