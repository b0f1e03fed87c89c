-- One transfer, the short way when all is clear: a plain transfer between two accounts that
-- nothing stands against. It refuses nothing itself; whatever is not plain goes to post_batch,
-- where the rules live, under the same id, so that a key reserved here is its own there.
CREATE OR REPLACE FUNCTION ledger_private.post_one(
    p_request ledger.transfer_request,
    p_actor ledger.actor
)
RETURNS ledger_private.posting_item
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_id uuid := ledger_private.transfer_id(p_request.from_account_id, p_request.to_account_id);
    v_type text := coalesce(p_request.transaction_type, 'transfer');
    v_pair record;
    v_from ledger_private.account;
    v_to ledger_private.account;
    v_other ledger_private.account;
    v_link ledger_private.posting_link;
    v_who text;
    v_now timestamptz;
BEGIN
    -- What never changes about two accounts can be asked before the key is reserved.
    SELECT
        f.currency, f.minor_units, f.user_id AS from_user_id, o.user_id AS to_user_id,
        CASE f.user_id WHEN 0 THEN o.user_id ELSE f.user_id END AS user_id
    INTO v_pair
    FROM ledger_private.account AS f, ledger_private.account AS o
    WHERE f.account_id = p_request.from_account_id
        AND o.account_id = p_request.to_account_id AND o.currency = f.currency;
    IF (
        v_pair.currency = coalesce(p_request.currency, v_pair.currency)
        AND p_request.from_account_id <> p_request.to_account_id
        AND ledger_private.amount_fault(p_request.amount) IS NULL
        AND scale(p_request.amount) <= v_pair.minor_units
        AND (p_request.effective_at, p_request.expected_version) IS NULL
        AND (p_actor.role <> 'customer' OR v_pair.from_user_id = p_actor.user_id)
        AND ledger_private.malformed_field(
            p_request.idempotency_key, p_request.description, p_request.metadata, NULL, v_type
        ) IS NULL
    ) IS NOT TRUE THEN
        RETURN (ledger_private.post_batch(ARRAY[p_request], p_actor))[1];
    END IF;

    IF p_request.idempotency_key IS NOT NULL THEN
        INSERT INTO ledger_private.idempotency_key (
            user_id, resource_id, request_digest, idempotency_key
        ) VALUES (
            coalesce(p_actor.user_id, 0), v_id,
            ledger_private.request_digest(p_request, v_pair.currency), p_request.idempotency_key
        ) ON CONFLICT (user_id, idempotency_key) DO NOTHING;
        IF NOT FOUND THEN
            RETURN (ledger_private.post_batch(ARRAY[p_request], p_actor))[1];
        END IF;
    END IF;
    -- In ascending order, as lock_accounts does.
    SELECT a.* INTO v_from FROM ledger_private.account AS a
    WHERE a.account_id = least(p_request.from_account_id, p_request.to_account_id)
    FOR NO KEY UPDATE;
    SELECT a.* INTO v_to FROM ledger_private.account AS a
    WHERE a.account_id = greatest(p_request.from_account_id, p_request.to_account_id)
    FOR NO KEY UPDATE;
    IF v_from.account_id <> p_request.from_account_id THEN
        v_other := v_from;
        v_from := v_to;
        v_to := v_other;
    END IF;
    IF v_from.has_rules OR v_to.has_rules OR v_from.status <> 'ACTIVE' OR v_to.status <> 'ACTIVE'
        OR v_from.balance - v_from.held - p_request.amount
            < coalesce(v_from.min_balance, -ledger_private.largest_amount())
        OR v_to.balance + p_request.amount
            > coalesce(v_to.max_balance, ledger_private.largest_amount())
    THEN
        v_link.transaction_id := v_id;
        RETURN (ledger_private.post_batch(ARRAY[p_request], p_actor, NULL, ARRAY[v_link]))[1];
    END IF;

    v_now := greatest(clock_timestamp(), v_from.updated_at, v_to.updated_at);
    v_who := ledger_private.audit_actor_line(
        p_actor.user_id, p_actor.role, p_actor.ip_address, p_actor.user_agent,
        p_actor.request_id, session_user
    );
    -- As write_postings, but the update comes first: the rows that it returns are the legs.
    WITH moved AS (
        UPDATE ledger_private.account AS a
        SET
            balance = l.old_balance + l.moves,
            version = a.version + 1,
            audit_position = a.audit_position + 1,
            audit_hash = ledger_private.audit_row_hash(
                a.audit_hash, a.account_id, a.audit_position + 1, v_id, l.entry_type,
                l.old_balance, l.old_balance + l.moves, v_now, NULL, v_who
            ),
            updated_at = v_now
        FROM (
            VALUES
            (v_from.account_id, 'DEBIT', v_from.balance, -p_request.amount, v_from.audit_hash),
            (v_to.account_id, 'CREDIT', v_to.balance, p_request.amount, v_to.audit_hash)
        ) AS l (account_id, entry_type, old_balance, moves, previous_hash)
        WHERE a.account_id = l.account_id
        RETURNING a.account_id, a.user_id, a.currency, a.version, a.balance, a.audit_position,
            a.audit_hash, l.entry_type, l.old_balance, l.previous_hash
    ),
    written_transaction AS (
        INSERT INTO ledger_private.transaction (
            transaction_id, from_account_id, to_account_id, user_id, from_account_version,
            to_account_version, xact_id, effective_at, created_at, completed_at, amount,
            currency, transaction_type, status, idempotency_key, description, metadata
        ) VALUES (
            v_id, v_from.account_id, v_to.account_id, v_pair.user_id, v_from.version + 1,
            v_to.version + 1, pg_current_xact_id()::text::bigint, v_now, v_now, v_now,
            p_request.amount, v_pair.currency, v_type, 'COMPLETED', p_request.idempotency_key,
            p_request.description, p_request.metadata
        )
    ),
    written_entry AS (
        INSERT INTO ledger_private.transaction_entry (
            account_version, account_id, transaction_id, user_id, created_at, amount,
            balance_after, entry_type, currency
        )
        SELECT
            m.version, m.account_id, v_id, m.user_id, v_now, p_request.amount, m.balance,
            m.entry_type, m.currency
        FROM moved AS m
    )
    INSERT INTO ledger_audit.audit_log (
        account_position, account_id, transaction_id, account_user_id, user_id, created_at,
        old_balance, new_balance, action, user_role, database_user, ip_address, user_agent,
        request_id, previous_hash, row_hash
    )
    SELECT
        m.audit_position, m.account_id, v_id, m.user_id, p_actor.user_id, v_now,
        m.old_balance, m.balance, m.entry_type, p_actor.role, session_user,
        p_actor.ip_address, p_actor.user_agent, p_actor.request_id, m.previous_hash,
        m.audit_hash
    FROM moved AS m;

    RETURN ledger_private.make_item(
        p_item_number => 1, p_transaction_id => v_id, p_status => 'COMPLETED',
        p_is_replay => false, p_from_slot => 1, p_to_slot => 2,
        p_from_account_id => v_from.account_id, p_to_account_id => v_to.account_id,
        p_user_id => v_pair.user_id, p_to_user_id => v_pair.to_user_id,
        p_amount => p_request.amount, p_currency => v_pair.currency,
        p_minor_units => v_pair.minor_units, p_idempotency_key => p_request.idempotency_key,
        p_description => p_request.description, p_metadata => p_request.metadata,
        p_transaction_type => v_type, p_from_balance => v_from.balance - p_request.amount,
        p_to_balance => v_to.balance + p_request.amount,
        p_from_account_version => v_from.version + 1, p_to_account_version => v_to.version + 1,
        p_effective_at => v_now, p_created_at => v_now
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.post_one(ledger.transfer_request, ledger.actor) IS
'Posts one transfer; p_actor has been resolved. Same results and rows as post_batch of one item, in a third of the time where all is clear. Lock order: idempotency key, then both accounts in id order.';
