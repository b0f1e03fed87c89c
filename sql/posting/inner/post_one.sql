-- One transfer, the short way when nothing stands against it: reserve the key, lock, write.
-- It refuses nothing: what is not plain goes to post_batch, under the id of the reserved key.
CREATE OR REPLACE FUNCTION ledger_private.post_one(
    p_request ledger.transfer_request,
    p_actor ledger.actor,
    p_link ledger_private.posting_link DEFAULT NULL
)
RETURNS ledger_private.posting_item
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_id uuid := p_link.transaction_id;
    v_type text := coalesce(p_request.transaction_type, 'transfer');
    v_pair ledger_private.posting_pair;
    v_links ledger_private.posting_link[] := CASE WHEN v_id IS NOT NULL THEN ARRAY[p_link] END;
    v_hash bytea;
    v_key_id uuid := ledger_private.acting_key(p_actor.scopes);
BEGIN
    IF v_id IS NULL THEN
        v_id := ledger_private.transfer_id(p_request.from_account_id, p_request.to_account_id);
    END IF;
    IF (
        p_request.from_account_id <> p_request.to_account_id
        AND p_request.amount IS NOT NULL AND NOT ledger_private.is_restricted(p_actor.scopes)
        AND (p_request.effective_at, p_request.expected_version) IS NULL
        AND ledger_private.malformed_field(
            p_request.idempotency_key, p_request.description, p_request.metadata, NULL, v_type,
            p_request.currency
        ) IS NULL
        AND (v_type = 'transfer' OR p_link.transaction_id IS NOT NULL
            OR ledger_private.reserved_type(p_actor, v_type, false) IS NULL)
    ) IS NOT TRUE THEN
        RETURN (ledger_private.post_batch(ARRAY[p_request], p_actor, p_links => v_links))[1];
    END IF;

    -- What never changes about two accounts can be asked before they are locked.
    IF p_request.idempotency_key IS NOT NULL AND v_links IS NULL THEN
        INSERT INTO ledger_private.idempotency_key (
            user_id, resource_id, request_digest, idempotency_key
        )
        SELECT
            coalesce(p_actor.user_id, 0), v_id,
            ledger_private.request_digest(p_request, f.currency), p_request.idempotency_key
        FROM ledger_private.account AS f, ledger_private.account AS o
        WHERE f.account_id = p_request.from_account_id
            AND o.account_id = p_request.to_account_id
            AND (o.currency = f.currency) IS TRUE
            AND f.currency = coalesce(p_request.currency, f.currency)
            AND ledger_private.amount_fault(p_request.amount, f.minor_units) IS NULL
            AND (p_actor.role <> 'customer' OR f.user_id = p_actor.user_id)
            AND greatest(f.updated_at, o.updated_at)
                <= clock_timestamp() + ledger_private.clock_tolerance()
        ON CONFLICT (user_id, idempotency_key) DO NOTHING;
        IF NOT FOUND THEN
            RETURN (ledger_private.post_batch(ARRAY[p_request], p_actor))[1];
        END IF;
        v_links[1].transaction_id := v_id;
    END IF;

    v_pair := ledger_private.lock_pair(
        p_request.from_account_id, p_request.to_account_id, p_request.amount,
        p_clearing_account_id => p_link.clearing_account_id
    );
    IF ledger_private.pair_is_clear(
        v_pair, p_request.amount, p_request.currency, p_actor.role, p_actor.user_id
    ) IS NOT TRUE THEN
        RETURN ledger_private.post_otherwise(p_request, p_actor, v_id, v_links, v_pair);
    END IF;

    v_hash := sha256(
        v_pair.heads
        || ledger_private.entry_bytes(
            p_request.from_account_id, v_pair.from_version, v_pair.from_position, v_id,
            -p_request.amount, v_pair.from_balance
        )
        || ledger_private.entry_bytes(
            p_request.to_account_id, v_pair.to_version, v_pair.to_position, v_id,
            p_request.amount, v_pair.to_balance
        )
        || ledger_private.transaction_bytes(
            v_id, v_pair.user_id, v_pair.moment, v_pair.moment, v_type,
            p_request.idempotency_key, p_request.description, p_request.metadata,
            p_link.reverses_transaction_id, p_link.hold_id, NULL, p_actor.user_id,
            p_actor.role, session_user, p_actor.ip_address, p_actor.user_agent,
            p_actor.request_id, v_key_id
        )
    );
    WITH written_transaction AS (
        INSERT INTO ledger_audit.transaction (
            transaction_id, from_account_id, to_account_id, user_id, from_account_version,
            to_account_version, xact_id, effective_at, created_at, amount, currency,
            transaction_type, status, idempotency_key, description, metadata,
            reverses_transaction_id, hold_id, actor_user_id, user_role, database_user,
            ip_address, user_agent, request_id, api_key_id
        ) VALUES (
            v_id, p_request.from_account_id, p_request.to_account_id, v_pair.user_id,
            v_pair.from_version, v_pair.to_version, pg_current_xact_id()::text::bigint,
            v_pair.moment, v_pair.moment, p_request.amount, v_pair.currency, v_type, 'COMPLETED',
            p_request.idempotency_key, p_request.description, p_request.metadata,
            p_link.reverses_transaction_id, p_link.hold_id, p_actor.user_id, p_actor.role,
            session_user, p_actor.ip_address, p_actor.user_agent, p_actor.request_id, v_key_id
        )
    ),
    written_entry AS (
        INSERT INTO ledger_audit.transaction_entry (
            account_version, account_position, account_id, transaction_id, user_id,
            created_at, amount, balance_after, entry_type, currency, row_hash
        ) VALUES
        (
            v_pair.from_version, v_pair.from_position, p_request.from_account_id, v_id,
            v_pair.from_user_id, v_pair.moment, p_request.amount, v_pair.from_balance, 'DEBIT',
            v_pair.currency, v_hash
        ),
        (
            v_pair.to_version, v_pair.to_position, p_request.to_account_id, v_id,
            v_pair.to_user_id, v_pair.moment, p_request.amount, v_pair.to_balance, 'CREDIT',
            v_pair.currency, v_hash
        )
    )
    UPDATE ledger_private.account AS a
    SET
        balance = l.balance,
        version = l.version,
        audit_position = l.audit_position,
        audit_hash = v_hash,
        updated_at = v_pair.moment
    FROM (
        VALUES
        (p_request.from_account_id, v_pair.from_balance, v_pair.from_version, v_pair.from_position),
        (p_request.to_account_id, v_pair.to_balance, v_pair.to_version, v_pair.to_position)
    ) AS l (account_id, balance, version, audit_position)
    WHERE a.account_id = l.account_id;

    RETURN ledger_private.make_item(
        p_item_number => 1, p_transaction_id => v_id, p_status => 'COMPLETED',
        p_is_replay => false, p_from_slot => 1, p_to_slot => 2,
        p_from_account_id => p_request.from_account_id, p_to_account_id => p_request.to_account_id,
        p_user_id => v_pair.user_id, p_to_user_id => v_pair.to_user_id,
        p_amount => p_request.amount, p_currency => v_pair.currency,
        p_minor_units => v_pair.minor_units, p_idempotency_key => p_request.idempotency_key,
        p_description => p_request.description, p_metadata => p_request.metadata,
        p_transaction_type => v_type, p_reverses_transaction_id => p_link.reverses_transaction_id,
        p_hold_id => p_link.hold_id, p_from_balance => v_pair.from_balance,
        p_to_balance => v_pair.to_balance, p_from_account_version => v_pair.from_version,
        p_to_account_version => v_pair.to_version, p_effective_at => v_pair.moment,
        p_created_at => v_pair.moment
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.post_one(
    ledger.transfer_request, ledger.actor, ledger_private.posting_link
) IS
'Posts one transfer; p_actor has been resolved. With p_link the caller has reserved the key. Same results and rows as post_batch of one item, in a third of the time where all is clear. Lock order: idempotency key, then both accounts in id order.';
