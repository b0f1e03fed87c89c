-- One item of a batch from its values, said by name. Only here does their order count.
CREATE OR REPLACE FUNCTION ledger_private.make_item(
    p_item_number integer DEFAULT NULL,
    p_transaction_id uuid DEFAULT NULL,
    p_status text DEFAULT NULL,
    p_failure_code text DEFAULT NULL,
    p_failure_detail jsonb DEFAULT NULL,
    p_is_replay boolean DEFAULT NULL,
    p_request_digest bytea DEFAULT NULL,
    p_from_slot integer DEFAULT NULL,
    p_to_slot integer DEFAULT NULL,
    p_from_account_id uuid DEFAULT NULL,
    p_to_account_id uuid DEFAULT NULL,
    p_user_id bigint DEFAULT NULL,
    p_to_user_id bigint DEFAULT NULL,
    p_amount numeric DEFAULT NULL,
    p_currency text DEFAULT NULL,
    p_minor_units smallint DEFAULT NULL,
    p_idempotency_key text DEFAULT NULL,
    p_description text DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL,
    p_transaction_type text DEFAULT NULL,
    p_expected_version bigint DEFAULT NULL,
    p_from_balance numeric DEFAULT NULL,
    p_to_balance numeric DEFAULT NULL,
    p_from_account_version bigint DEFAULT NULL,
    p_to_account_version bigint DEFAULT NULL,
    p_effective_at timestamptz DEFAULT NULL,
    p_created_at timestamptz DEFAULT NULL,
    p_leg_account_ids uuid[] DEFAULT NULL,
    p_leg_account_versions bigint[] DEFAULT NULL,
    p_reverses_transaction_id uuid DEFAULT NULL,
    p_hold_id uuid DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL,
    p_leg_descriptions text[] DEFAULT NULL,
    p_uses ledger_private.posting_use[] DEFAULT NULL,
    p_repeats_item integer DEFAULT NULL
)
RETURNS ledger_private.posting_item
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT ROW(
        p_item_number, p_transaction_id, p_status, p_failure_code, p_failure_detail,
        p_is_replay, p_request_digest, p_from_slot, p_to_slot, p_from_account_id,
        p_to_account_id, p_user_id, p_to_user_id, p_amount, p_currency, p_minor_units,
        p_idempotency_key, p_description, p_metadata, p_transaction_type,
        p_expected_version, p_from_balance, p_to_balance, p_from_account_version,
        p_to_account_version, p_effective_at, p_created_at, p_leg_account_ids,
        p_leg_account_versions, p_reverses_transaction_id, p_hold_id, p_actor,
        p_leg_descriptions, p_uses, p_repeats_item
    )::ledger_private.posting_item
$function$;

COMMENT ON FUNCTION ledger_private.make_item(
    integer, uuid, text, text, jsonb, boolean, bytea, integer, integer, uuid, uuid, bigint,
    bigint, numeric, text, smallint, text, text, jsonb, text, bigint, numeric, numeric,
    bigint, bigint, timestamptz, timestamptz, uuid[], bigint[], uuid, uuid, ledger.actor,
    text[], ledger_private.posting_use[], integer
) IS
'A ledger_private.posting_item; what is not said is NULL. A plan holds the row itself, not the call.';
