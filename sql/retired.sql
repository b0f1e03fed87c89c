-- Signatures that no longer exist: DROP … IF EXISTS, first in the manifest, no CASCADE.
DROP FUNCTION IF EXISTS ledger_private.lock_pair(uuid, uuid, numeric, boolean);
DROP FUNCTION IF EXISTS ledger_private.lock_folded_pair(uuid, uuid, numeric);
DROP FUNCTION IF EXISTS ledger.create_api_key(bigint, text, text[], timestamptz, ledger.actor);
DROP FUNCTION IF EXISTS ledger.post_transfers(ledger.transfer_request[], boolean, ledger.actor);
DROP FUNCTION IF EXISTS ledger.post_transfers_json(jsonb, boolean, ledger.actor);
DROP FUNCTION IF EXISTS ledger_private.audit_actor_line(bigint, text, inet, text, text, text);
DROP FUNCTION IF EXISTS ledger_private.transaction_bytes(
    uuid, bigint, timestamptz, timestamptz, text, text, text, jsonb, uuid, uuid, text[], bigint,
    text, text, inet, text, text
);
DROP FUNCTION IF EXISTS ledger_private.post_otherwise(
    ledger.transfer_request, ledger.actor, uuid, ledger_private.posting_link[]
);
DROP FUNCTION IF EXISTS ledger_private.show_posted(ledger_private.posting_item);
DROP FUNCTION IF EXISTS ledger_private.show_transaction(uuid);
DROP FUNCTION IF EXISTS ledger_private.listed_accounts(uuid, bigint, ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_accounts(
    bigint, text, text, uuid, integer, jsonb, text, text, text, timestamptz, timestamptz,
    ledger.actor
);
DROP FUNCTION IF EXISTS ledger.list_role_permissions(ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_audit_logs(uuid, bigint, integer, ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_categories(text, ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_category_balances(text, text, ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_hold_events(uuid, bigint, integer, ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_hold_groups(uuid, uuid, integer, ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_holds(uuid, text, uuid, uuid, integer, ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_limits(uuid, bigint, ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_api_keys(bigint, ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_auth_events(bigint, bigint, integer, ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_sessions(bigint, uuid, integer, ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_users(text, text, text, bigint, integer, ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_entries(
    uuid, bigint, integer, timestamptz, timestamptz, text, text, uuid, ledger.actor
);
DROP FUNCTION IF EXISTS ledger.list_transactions(
    uuid, timestamptz, timestamptz, text, text, text, numeric, numeric, jsonb, text, bigint,
    uuid, boolean, integer, ledger.actor
);
DROP FUNCTION IF EXISTS ledger.list_verifications(bigint, integer, ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_account_balances(date, text, uuid, integer, ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_reversals(uuid, uuid, integer, ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_delegations(uuid, bigint, integer, ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_periods(bigint, integer, ledger.actor);
DROP FUNCTION IF EXISTS ledger.list_assets(ledger.actor);
DROP FUNCTION IF EXISTS ledger_private.candidates_by_id(
    timestamptz, timestamptz, uuid, boolean, integer
);
DROP FUNCTION IF EXISTS ledger_private.candidates_of_accounts(
    uuid[], timestamptz, timestamptz, text, uuid, boolean, integer
);
DROP FUNCTION IF EXISTS ledger_private.candidate_entries(
    uuid, timestamptz, timestamptz, timestamptz, boolean, integer
);
DROP FUNCTION IF EXISTS ledger_private.candidate_refusals(
    uuid, timestamptz, timestamptz, timestamptz, uuid, boolean, integer
);
DROP FUNCTION IF EXISTS ledger_private.unnumbered_transactions(pg_snapshot);
DROP FUNCTION IF EXISTS ledger.list_events(bigint, uuid, integer, ledger.actor);
