-- One plain transfer to an account that accumulates: only who pays is locked, and the credit
-- is kept beside the paid account's balance until it is folded.
CREATE OR REPLACE FUNCTION ledger_private.post_credit_unlocked(
    p_request ledger.transfer_request,
    p_actor ledger.actor,
    p_transaction_id uuid
)
RETURNS ledger_private.posting_item
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_type text := coalesce(p_request.transaction_type, 'transfer');
    v_from ledger_private.account;
    v_to ledger_private.account;
    v_user_id bigint;
    v_now timestamptz;
    v_balance numeric;
    v_hash bytea;
BEGIN
    -- An older snapshot would not see what the lock below has waited for.
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RETURN NULL;
    END IF;

    -- STRICT: whatever is not plain ends in the handler, which gives the locks back.
    SELECT a.* INTO STRICT v_from
    FROM ledger_private.account AS a
    WHERE a.account_id = p_request.from_account_id
        AND a.status = 'ACTIVE'
        AND NOT a.has_rules
        AND NOT a.accumulates
        AND a.updated_at <= clock_timestamp() + ledger_private.clock_tolerance()
        AND a.currency = coalesce(p_request.currency, a.currency)
        AND ledger_private.amount_fault(p_request.amount, a.minor_units) IS NULL
        AND (p_actor.role <> 'customer' OR a.user_id = p_actor.user_id)
        AND a.balance - p_request.amount - a.held >= coalesce(
            a.min_balance, -ledger_private.largest_amount()
        )
        AND NOT EXISTS (SELECT FROM ledger_private.refusing_rule)
    FOR NO KEY UPDATE;
    -- The last lock of all: who holds it alone waits for nothing more.
    PERFORM pg_advisory_xact_lock_shared(ledger_private.credit_lock(p_request.to_account_id));
    -- Nobody can change the row meanwhile. Between two folds fit a million credits.
    SELECT a.* INTO STRICT v_to
    FROM ledger_private.account AS a
    WHERE a.account_id = p_request.to_account_id
        AND a.accumulates
        AND a.status = 'ACTIVE'
        AND NOT a.has_rules
        AND a.updated_at <= clock_timestamp() + ledger_private.clock_tolerance()
        AND a.currency = v_from.currency
        AND (p_actor.role <> 'customer' OR NOT ledger_private.is_outside(a.user_id, a.account_class))
        AND a.balance + 1000000 * p_request.amount <= ledger_private.largest_amount();

    v_user_id := CASE v_from.user_id WHEN 0 THEN v_to.user_id ELSE v_from.user_id END;
    v_now := greatest(clock_timestamp(), v_from.updated_at, v_to.updated_at);
    v_balance := v_from.balance - p_request.amount;
    v_hash := sha256(
        v_from.audit_hash
        || ledger_private.entry_bytes(
            v_from.account_id, v_from.version + 1, v_from.audit_position + 1,
            p_transaction_id, -p_request.amount, v_balance
        )
        || ledger_private.transaction_bytes(
            p_transaction_id, v_user_id, v_now, v_now, v_type,
            p_request.idempotency_key, p_request.description, p_request.metadata, NULL, NULL,
            NULL, p_actor.user_id, p_actor.role, session_user, p_actor.ip_address,
            p_actor.user_agent, p_actor.request_id, ledger_private.acting_key(p_actor.scopes)
        )
        || ledger_private.open_credit_bytes(
            v_to.account_id, p_transaction_id, p_request.amount
        )
    );
    WITH written_transaction AS (
        INSERT INTO ledger_audit.transaction (
            transaction_id, from_account_id, to_account_id, user_id, from_account_version,
            xact_id, effective_at, created_at, amount, currency, transaction_type, status,
            idempotency_key, description, metadata, actor_user_id, user_role,
            database_user, ip_address, user_agent, request_id, api_key_id
        ) VALUES (
            p_transaction_id, v_from.account_id, v_to.account_id, v_user_id,
            v_from.version + 1, pg_current_xact_id()::text::bigint, v_now, v_now,
            p_request.amount, v_from.currency, v_type, 'COMPLETED',
            p_request.idempotency_key, p_request.description, p_request.metadata,
            p_actor.user_id, p_actor.role, session_user, p_actor.ip_address,
            p_actor.user_agent, p_actor.request_id, ledger_private.acting_key(p_actor.scopes)
        )
    ),
    written_entry AS (
        INSERT INTO ledger_audit.transaction_entry (
            account_version, account_position, account_id, transaction_id, user_id,
            created_at, amount, balance_after, entry_type, currency, row_hash
        ) VALUES (
            v_from.version + 1, v_from.audit_position + 1, v_from.account_id,
            p_transaction_id, v_from.user_id, v_now, p_request.amount, v_balance, 'DEBIT',
            v_from.currency, v_hash
        )
    ),
    written_credit AS (
        INSERT INTO ledger_audit.open_credit (
            account_id, transaction_id, user_id, created_at, amount
        ) VALUES (
            v_to.account_id, p_transaction_id, v_to.user_id, v_now, p_request.amount
        )
    )
    UPDATE ledger_private.account AS a
    SET
        balance = v_balance,
        version = v_from.version + 1,
        audit_position = v_from.audit_position + 1,
        audit_hash = v_hash,
        updated_at = v_now
    WHERE a.account_id = v_from.account_id;

    RETURN ledger_private.make_item(
        p_item_number => 1, p_transaction_id => p_transaction_id, p_status => 'COMPLETED',
        p_is_replay => false, p_from_slot => 1, p_to_slot => 2,
        p_from_account_id => v_from.account_id, p_to_account_id => v_to.account_id,
        p_user_id => v_user_id, p_to_user_id => v_to.user_id,
        p_amount => p_request.amount, p_currency => v_from.currency,
        p_minor_units => v_from.minor_units, p_idempotency_key => p_request.idempotency_key,
        p_description => p_request.description, p_metadata => p_request.metadata,
        p_transaction_type => v_type, p_from_balance => v_balance,
        p_from_account_version => v_from.version + 1,
        p_effective_at => v_now, p_created_at => v_now
    );
EXCEPTION WHEN no_data_found THEN
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.post_credit_unlocked(
    ledger.transfer_request, ledger.actor, uuid
) IS
'Posts the transfer, or returns NULL and has locked nothing when it is not so plain. Its key is reserved by the caller, its form examined. Lock order: the paying account, then its share of the credit lock of the paid one.';
