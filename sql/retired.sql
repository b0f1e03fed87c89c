-- Signatures that no longer exist: DROP … IF EXISTS, first in the manifest, no CASCADE.
DROP FUNCTION IF EXISTS ledger.create_api_key(bigint, text, text[], timestamptz, ledger.actor);
DROP FUNCTION IF EXISTS ledger_private.audit_actor_line(bigint, text, inet, text, text, text);
DROP FUNCTION IF EXISTS ledger_private.transaction_bytes(
    uuid, bigint, timestamptz, timestamptz, text, text, text, jsonb, uuid, uuid, text[], bigint,
    text, text, inet, text, text
);
DROP FUNCTION IF EXISTS ledger_private.post_otherwise(
    ledger.transfer_request, ledger.actor, uuid, ledger_private.posting_link[]
);
