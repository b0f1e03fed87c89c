-- One transfer, the short way when all is clear: a plain transfer between two accounts that
-- nothing stands against. It refuses nothing itself; whatever is not plain goes to post_batch,
-- where the rules live. Two statements: lock the accounts, write all there is to write.
CREATE OR REPLACE FUNCTION ledger_private.post_one(
    p_request ledger.transfer_request,
    p_actor ledger.actor
)
RETURNS ledger_private.posting_item
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_id uuid := ledger_private.new_id();
    v_type text := coalesce(p_request.transaction_type, 'transfer');
    v_pair record;
    v_hash bytea;
BEGIN
    IF (
        p_request.from_account_id <> p_request.to_account_id
        AND p_request.amount IS NOT NULL
        AND (p_request.effective_at, p_request.expected_version) IS NULL
        AND ledger_private.malformed_field(
            p_request.idempotency_key, p_request.description, p_request.metadata, NULL, v_type
        ) IS NULL
    ) IS NOT TRUE THEN
        RETURN (ledger_private.post_batch(ARRAY[p_request], p_actor))[1];
    END IF;

    -- In ascending order, as lock_accounts does.
    IF p_request.from_account_id < p_request.to_account_id THEN
        SELECT
            f.currency, o.currency AS to_currency, f.minor_units,
            f.user_id AS from_user_id, o.user_id AS to_user_id,
            CASE f.user_id WHEN 0 THEN o.user_id ELSE f.user_id END AS user_id,
            f.has_rules OR o.has_rules AS has_rules,
            f.status = 'ACTIVE' AND o.status = 'ACTIVE' AS is_active,
            f.version + 1 AS from_version, o.version + 1 AS to_version,
            f.audit_position + 1 AS from_position, o.audit_position + 1 AS to_position,
            f.balance - p_request.amount AS from_balance,
            o.balance + p_request.amount AS to_balance,
            f.held, f.min_balance, o.max_balance, f.audit_hash || o.audit_hash AS heads,
            greatest(clock_timestamp(), f.updated_at, o.updated_at) AS now
        INTO v_pair
        FROM ledger_private.account AS f, ledger_private.account AS o
        WHERE f.account_id = p_request.from_account_id
            AND o.account_id = p_request.to_account_id
        FOR NO KEY UPDATE OF f, o;
    ELSE
        SELECT
            f.currency, o.currency AS to_currency, f.minor_units,
            f.user_id AS from_user_id, o.user_id AS to_user_id,
            CASE f.user_id WHEN 0 THEN o.user_id ELSE f.user_id END AS user_id,
            f.has_rules OR o.has_rules AS has_rules,
            f.status = 'ACTIVE' AND o.status = 'ACTIVE' AS is_active,
            f.version + 1 AS from_version, o.version + 1 AS to_version,
            f.audit_position + 1 AS from_position, o.audit_position + 1 AS to_position,
            f.balance - p_request.amount AS from_balance,
            o.balance + p_request.amount AS to_balance,
            f.held, f.min_balance, o.max_balance, o.audit_hash || f.audit_hash AS heads,
            greatest(clock_timestamp(), f.updated_at, o.updated_at) AS now
        INTO v_pair
        FROM ledger_private.account AS o, ledger_private.account AS f
        WHERE f.account_id = p_request.from_account_id
            AND o.account_id = p_request.to_account_id
        FOR NO KEY UPDATE OF o, f;
    END IF;
    IF (
        v_pair.is_active
        AND NOT v_pair.has_rules
        AND v_pair.to_currency = v_pair.currency
        AND v_pair.currency = coalesce(p_request.currency, v_pair.currency)
        AND ledger_private.amount_fault(p_request.amount, v_pair.minor_units) IS NULL
        AND (p_actor.role <> 'customer' OR v_pair.from_user_id = p_actor.user_id)
        AND (v_pair.from_balance - v_pair.held >= v_pair.min_balance) IS NOT FALSE
        AND (v_pair.to_balance <= v_pair.max_balance) IS NOT FALSE
        AND v_pair.from_balance - v_pair.held >= -ledger_private.largest_amount()
        AND v_pair.to_balance <= ledger_private.largest_amount()
    ) IS NOT TRUE THEN
        RETURN (ledger_private.post_batch(ARRAY[p_request], p_actor))[1];
    END IF;

    v_hash := sha256(
        v_pair.heads
        || CASE WHEN p_request.from_account_id < p_request.to_account_id
            THEN ledger_private.entry_bytes(
                p_request.from_account_id, v_pair.from_version, v_pair.from_position, v_id,
                -p_request.amount, v_pair.from_balance
            ) || ledger_private.entry_bytes(
                p_request.to_account_id, v_pair.to_version, v_pair.to_position, v_id,
                p_request.amount, v_pair.to_balance
            )
            ELSE ledger_private.entry_bytes(
                p_request.to_account_id, v_pair.to_version, v_pair.to_position, v_id,
                p_request.amount, v_pair.to_balance
            ) || ledger_private.entry_bytes(
                p_request.from_account_id, v_pair.from_version, v_pair.from_position, v_id,
                -p_request.amount, v_pair.from_balance
            )
        END
        || ledger_private.transaction_bytes(
            v_id, v_pair.user_id, v_pair.now, v_pair.now, v_type, p_request.idempotency_key,
            p_request.description, p_request.metadata, NULL, NULL, NULL, p_actor.user_id,
            p_actor.role, session_user, p_actor.ip_address, p_actor.user_agent,
            p_actor.request_id
        )
    );
    WITH reserved AS (
        INSERT INTO ledger_private.idempotency_key (
            user_id, resource_id, request_digest, idempotency_key
        )
        SELECT
            coalesce(p_actor.user_id, 0), v_id,
            ledger_private.request_digest(p_request, v_pair.currency), p_request.idempotency_key
        WHERE p_request.idempotency_key IS NOT NULL
        ON CONFLICT (user_id, idempotency_key) DO NOTHING
        RETURNING 1
    ),
    -- Nothing is written under a key that is taken.
    leg AS MATERIALIZED (
        SELECT l.*
        FROM (
            VALUES
            (
                p_request.from_account_id, v_pair.from_version, v_pair.from_position,
                v_pair.from_user_id, v_pair.from_balance, 'DEBIT'
            ),
            (
                p_request.to_account_id, v_pair.to_version, v_pair.to_position,
                v_pair.to_user_id, v_pair.to_balance, 'CREDIT'
            )
        ) AS l (account_id, version, audit_position, user_id, balance, entry_type)
        WHERE p_request.idempotency_key IS NULL OR EXISTS (SELECT FROM reserved)
    ),
    written_transaction AS (
        INSERT INTO ledger_audit.transaction (
            transaction_id, from_account_id, to_account_id, user_id, from_account_version,
            to_account_version, xact_id, effective_at, created_at, amount, currency,
            transaction_type, status, idempotency_key, description, metadata, actor_user_id,
            user_role, database_user, ip_address, user_agent, request_id
        )
        SELECT
            v_id, l.account_id, p_request.to_account_id, v_pair.user_id,
            v_pair.from_version, v_pair.to_version, pg_current_xact_id()::text::bigint,
            v_pair.now, v_pair.now, p_request.amount, v_pair.currency, v_type, 'COMPLETED',
            p_request.idempotency_key, p_request.description, p_request.metadata,
            p_actor.user_id, p_actor.role, session_user, p_actor.ip_address,
            p_actor.user_agent, p_actor.request_id
        FROM leg AS l
        WHERE l.entry_type = 'DEBIT'
    ),
    written_entry AS (
        INSERT INTO ledger_audit.transaction_entry (
            account_version, account_position, account_id, transaction_id, user_id,
            created_at, amount, balance_after, entry_type, currency, row_hash
        )
        SELECT
            l.version, l.audit_position, l.account_id, v_id, l.user_id, v_pair.now,
            p_request.amount, l.balance, l.entry_type, v_pair.currency, v_hash
        FROM leg AS l
    )
    UPDATE ledger_private.account AS a
    SET
        balance = l.balance,
        version = l.version,
        audit_position = l.audit_position,
        audit_hash = v_hash,
        updated_at = v_pair.now
    FROM leg AS l
    WHERE a.account_id = l.account_id;
    IF NOT FOUND THEN
        RETURN (ledger_private.post_batch(ARRAY[p_request], p_actor))[1];
    END IF;

    RETURN ledger_private.make_item(
        p_item_number => 1, p_transaction_id => v_id, p_status => 'COMPLETED',
        p_is_replay => false, p_from_slot => 1, p_to_slot => 2,
        p_from_account_id => p_request.from_account_id,
        p_to_account_id => p_request.to_account_id,
        p_user_id => v_pair.user_id, p_to_user_id => v_pair.to_user_id,
        p_amount => p_request.amount, p_currency => v_pair.currency,
        p_minor_units => v_pair.minor_units, p_idempotency_key => p_request.idempotency_key,
        p_description => p_request.description, p_metadata => p_request.metadata,
        p_transaction_type => v_type, p_from_balance => v_pair.from_balance,
        p_to_balance => v_pair.to_balance, p_from_account_version => v_pair.from_version,
        p_to_account_version => v_pair.to_version,
        p_effective_at => v_pair.now, p_created_at => v_pair.now
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.post_one(ledger.transfer_request, ledger.actor) IS
'Posts one transfer; p_actor has been resolved. Same results and rows as post_batch of one item, in a third of the time where all is clear. Lock order: both accounts in id order, then the idempotency key.';
