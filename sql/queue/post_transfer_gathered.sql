-- Post a transfer together with those that other sessions ask for at the same moment.
-- It commits in between, so it is neither definer nor has settings: every name is qualified,
-- no operator is looked up, and each step is a door of its own that checks its caller.
CREATE OR REPLACE PROCEDURE ledger.post_transfer_gathered(
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
    p_lane text DEFAULT NULL,
    INOUT transaction_id uuid DEFAULT NULL,
    INOUT from_account_version bigint DEFAULT NULL,
    INOUT to_account_version bigint DEFAULT NULL,
    INOUT created_at timestamptz DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
LANGUAGE plpgsql
AS $procedure$
DECLARE
    v_transfer ledger.transfer_request;
    v_request_id pg_catalog.uuid;
    v_posted ledger.transactions;
BEGIN
    v_transfer := ledger.transfer_item(
        p_from_account_id, p_to_account_id, p_amount, p_currency, p_idempotency_key,
        p_description, p_metadata, p_effective_at, p_transaction_type, p_expected_version
    );
    v_request_id := ledger_gateway.queue_transfer(v_transfer, p_lane, p_actor);
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SELECT p.* INTO v_posted
    FROM ledger_gateway.post_queued(v_request_id, v_transfer, p_lane, p_actor) AS p;
    -- Refused, or not to be posted with others: alone then. A refusal goes on file whether
    -- there was company or not, and the last call raises it, unless its reason has passed.
    IF v_posted.transaction_id IS NULL THEN
        COMMIT;
        IF v_posted.status IS NULL THEN
            PERFORM ledger.post_transfers(ARRAY[v_transfer], false, NULL, p_actor);
            COMMIT;
        END IF;
        SELECT p.* INTO v_posted
        FROM ledger.post_transfer(
            p_from_account_id, p_to_account_id, p_amount, p_currency, p_idempotency_key,
            p_description, p_metadata, p_effective_at, p_transaction_type, p_expected_version,
            p_actor
        ) AS p;
    END IF;

    transaction_id := v_posted.transaction_id;
    from_account_version := v_posted.from_account_version;
    to_account_version := v_posted.to_account_version;
    created_at := v_posted.created_at;
END
$procedure$;

COMMENT ON PROCEDURE ledger.post_transfer_gathered( -- noqa: LT01
    uuid, uuid, numeric, text, text, text, jsonb, timestamptz, text, bigint, text,
    uuid, bigint, bigint, timestamptz, ledger.actor
) IS
'Post as ledger.post_transfer does, by CALL, from many sessions at once: for an account so busy that each posting waits for the commit of the one before. One session posts for all that wait. An idempotency key is required. The procedure commits, so it cannot be called within a transaction block (2D000). A refusal raises as in ledger.post_transfer, and is recorded as in ledger.post_transfers. Calls of one login and one p_lane are posted together.';
