-- Write what was decided: transactions, entries and balances, in one statement.
CREATE OR REPLACE FUNCTION ledger_private.write_postings(
    p_items ledger_private.posting_item[],
    p_legs ledger_private.posting_leg[],
    p_accounts ledger_private.posting_account[],
    p_actor ledger.actor,
    p_now timestamptz
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_hash bytea;
BEGIN
    IF EXISTS (
        SELECT FROM unnest(p_items) AS i
        WHERE i.effective_at <> p_now
            AND i.status = 'COMPLETED'
    ) THEN
        PERFORM ledger_private.record_dated_entries(p_items, p_legs, p_now);
    END IF;

    -- All of it is one link of the chain of each account that it touches: where the chains
    -- ended, each beside the account's first entry, then the entries and what was asked.
    SELECT sha256(
        string_agg(a.audit_hash, '' ORDER BY
            l.transaction_id, l.entry_type DESC, l.account_id, l.account_version
        ) FILTER (WHERE l.is_first)
        || string_agg(
            ledger_private.entry_bytes(
                l.account_id, l.account_version, l.audit_position, l.transaction_id,
                CASE l.entry_type WHEN 'CREDIT' THEN l.amount ELSE -l.amount END,
                l.new_balance
            ), '' ORDER BY
            l.transaction_id, l.entry_type DESC, l.account_id, l.account_version
        )
        || (
            SELECT string_agg(
                ledger_private.transaction_bytes(
                    i.transaction_id, i.user_id, i.effective_at, p_now, i.transaction_type,
                    i.idempotency_key, i.description, i.metadata, i.reverses_transaction_id,
                    i.hold_id, i.leg_descriptions, (coalesce(i.actor, p_actor)).user_id,
                    (coalesce(i.actor, p_actor)).role, session_user,
                    (coalesce(i.actor, p_actor)).ip_address,
                    (coalesce(i.actor, p_actor)).user_agent,
                    (coalesce(i.actor, p_actor)).request_id,
                    ledger_private.acting_key((coalesce(i.actor, p_actor)).scopes)
                ), '' ORDER BY i.transaction_id
            )
            FROM unnest(p_items) AS i
            WHERE i.status = 'COMPLETED'
        )
    ) INTO v_hash
    FROM (
        SELECT
            l.*,
            lag(l.account_id) OVER (
                PARTITION BY l.account_id ORDER BY l.account_version
            ) IS NULL AS is_first
        FROM unnest(p_legs) AS l
    ) AS l
    JOIN unnest(p_accounts) AS a ON a.account_id = l.account_id;

    -- One statement, so that each table's check sees all the others' new rows.
    WITH written_transaction AS (
        INSERT INTO ledger_audit.transaction (
            transaction_id, from_account_id, to_account_id, user_id, from_account_version,
            to_account_version, xact_id, effective_at, created_at, amount, currency,
            transaction_type, status, failure_code, failure_detail, idempotency_key,
            description, metadata, leg_account_ids, leg_account_versions,
            reverses_transaction_id, hold_id, leg_descriptions, actor_user_id, user_role,
            database_user, ip_address, user_agent, request_id, api_key_id
        )
        SELECT
            i.transaction_id, i.from_account_id, i.to_account_id, i.user_id,
            i.from_account_version, i.to_account_version,
            pg_current_xact_id()::text::bigint, i.effective_at, p_now, i.amount, i.currency,
            i.transaction_type, i.status, i.failure_code, i.failure_detail,
            i.idempotency_key, i.description, i.metadata, i.leg_account_ids,
            i.leg_account_versions, i.reverses_transaction_id, i.hold_id,
            i.leg_descriptions, (coalesce(i.actor, p_actor)).user_id,
            (coalesce(i.actor, p_actor)).role, session_user,
            (coalesce(i.actor, p_actor)).ip_address, (coalesce(i.actor, p_actor)).user_agent,
            (coalesce(i.actor, p_actor)).request_id,
            ledger_private.acting_key((coalesce(i.actor, p_actor)).scopes)
        FROM unnest(p_items) AS i
        WHERE i.from_slot IS NOT NULL
    ),
    -- In the order of the index: neighbours share their way down, and the triggers' too.
    written_entry AS (
        INSERT INTO ledger_audit.transaction_entry (
            account_version, account_position, account_id, transaction_id, user_id,
            created_at, amount, balance_after, entry_type, currency, row_hash
        )
        SELECT
            l.account_version, l.audit_position, l.account_id, l.transaction_id,
            l.account_user_id, p_now, l.amount, l.new_balance, l.entry_type, l.currency,
            v_hash
        FROM unnest(p_legs) AS l
        ORDER BY l.account_id, l.account_version
    )
    UPDATE ledger_private.account AS a
    SET
        balance = p.balance,
        version = p.version,
        audit_position = p.audit_position,
        audit_hash = v_hash,
        updated_at = greatest(a.updated_at, p_now)
    FROM unnest(p_accounts) AS p
    WHERE a.account_id = p.account_id
        AND a.version <> p.version;
END
$function$;

COMMENT ON FUNCTION ledger_private.write_postings(
    ledger_private.posting_item[], ledger_private.posting_leg[],
    ledger_private.posting_account[], ledger.actor, timestamptz
) IS
'Inserts and updates only; decides nothing. An item with a from_slot is recorded, whether it was posted or refused; of an item with legs it is the slot of any. The rows of p_accounts are locked by the caller; their audit_hash is that from before. p_actor is NULL when each item carries its own.';
