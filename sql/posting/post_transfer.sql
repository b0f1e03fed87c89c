-- Move money from one account to another, or say why not.
-- Generic plans through keys, also when they were made while the tables were small:
-- planning anew buys nothing, and a plan that scans would grow with the ledger.
CREATE OR REPLACE FUNCTION ledger.post_transfer(
    p_from_account_id uuid,
    p_to_account_id uuid,
    p_amount numeric,
    p_currency text DEFAULT NULL,
    p_idempotency_key text DEFAULT NULL,
    p_description text DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL,
    p_effective_at timestamptz DEFAULT NULL,
    p_transaction_type text DEFAULT 'transfer',
    p_expected_version bigint DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transactions
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_request ledger.transfer_request;
    v_item ledger_private.posting_item;
BEGIN
    -- One look at all of them: the calls cost more than most transfers' own checks.
    IF greatest(
        octet_length(p_currency), octet_length(p_idempotency_key), octet_length(p_description),
        octet_length(p_transaction_type), pg_column_size(p_metadata)
    ) > 1000 THEN
        PERFORM ledger_private.require_short(
            'currency', p_currency, 'idempotency_key', p_idempotency_key,
            'description', p_description, 'transaction_type', p_transaction_type
        );
        PERFORM ledger_private.require_small('metadata', p_metadata);
    END IF;
    PERFORM ledger_private.require_permission(v_actor, 'post');

    v_request.from_account_id := p_from_account_id;
    v_request.to_account_id := p_to_account_id;
    v_request.amount := p_amount;
    v_request.currency := p_currency;
    v_request.idempotency_key := p_idempotency_key;
    v_request.description := p_description;
    v_request.metadata := p_metadata;
    v_request.effective_at := p_effective_at;
    v_request.transaction_type := p_transaction_type;
    v_request.expected_version := p_expected_version;
    v_item := ledger_private.post_one(v_request, v_actor);
    -- Raising undoes the record of the refusal too: a script can't run past it.
    IF v_item.status = 'FAILED' THEN
        PERFORM ledger_private.raise_error(v_item.failure_code, v_item.failure_detail);
    END IF;

    RETURN NEXT ledger_private.show_posted(v_item, v_actor);
END
$function$;

COMMENT ON FUNCTION ledger.post_transfer(
    uuid, uuid, numeric, text, text, text, jsonb, timestamptz, text, bigint, ledger.actor
) IS
'Move p_amount between two accounts of one currency; returns the transaction. p_currency defaults to the accounts'' own, p_effective_at to now. With p_expected_version, LG302 is raised when the paying account has had a posting since that version. Raises when refused and leaves nothing: see ledger.errors. Safe to repeat with the same p_idempotency_key: the first answer comes again; a different request under it raises LG301; a refused request may be asked for again under its key. Locks both accounts in id order.';
