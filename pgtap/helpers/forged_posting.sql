-- A posting written by hand, straight into the tables: what a wrong function or a
-- hostile owner would do. With no change it is a right one (but for its hash).
CREATE FUNCTION ledger_test.forge(p_change jsonb DEFAULT '{}')
RETURNS void
LANGUAGE plpgsql
AS $function$
DECLARE
    v_is jsonb := jsonb_build_object(
        'from', 'alice', 'to', 'bob', 'amount', 10, 'debit', 10, 'credit', 10,
        'currency', 'USD', 'step', 1, 'legs', 'DC', 'posts', true, 'moves', true,
        'status', 'COMPLETED', 'transaction', gen_random_uuid(), 'payee_step', 1, 'adds', 0
    ) || p_change;
    v_now timestamptz := coalesce((p_change ->> 'now')::timestamptz, clock_timestamp());
BEGIN
    WITH f AS (
        SELECT a.* FROM ledger_private.account AS a
        WHERE a.account_id = ledger_test.id(v_is ->> 'from')
    ),
    o AS (
        SELECT a.* FROM ledger_private.account AS a
        WHERE a.account_id = ledger_test.id(v_is ->> 'to')
    ),
    legs AS (
        SELECT
            f.account_id, f.user_id, 'DEBIT' AS entry_type,
            (v_is ->> 'debit')::numeric AS amount,
            f.balance - (v_is ->> 'debit')::numeric + (v_is ->> 'adds')::numeric
                AS balance_after,
            f.version + (v_is ->> 'step')::bigint AS version,
            f.audit_position + 1 AS audit_position
        FROM f WHERE v_is ->> 'legs' ~ 'D'
        UNION ALL
        SELECT
            o.account_id, o.user_id, 'CREDIT', (v_is ->> 'credit')::numeric,
            CASE WHEN v_is ->> 'from' = v_is ->> 'to' THEN o.balance
                ELSE o.balance + (v_is ->> 'credit')::numeric END,
            o.version + (v_is ->> 'payee_step')::bigint, o.audit_position + 1
        FROM o WHERE v_is ->> 'legs' ~ 'C'
    ),
    written_transaction AS (
        INSERT INTO ledger_audit.transaction (
            transaction_id, from_account_id, to_account_id, user_id, from_account_version,
            to_account_version, xact_id, effective_at, created_at, amount, currency,
            transaction_type, status, user_role, database_user
        )
        SELECT
            (v_is ->> 'transaction')::uuid, f.account_id, o.account_id, 0,
            f.version + (v_is ->> 'step')::bigint,
            o.version + (v_is ->> 'payee_step')::bigint,
            pg_current_xact_id()::text::bigint,
            coalesce((v_is ->> 'dated')::timestamptz, v_now), v_now,
            (v_is ->> 'amount')::numeric, v_is ->> 'currency', 'transfer',
            v_is ->> 'status', 'database', session_user
        FROM f, o WHERE (v_is ->> 'posts')::boolean
    ),
    written_entries AS (
        INSERT INTO ledger_audit.transaction_entry (
            account_version, account_position, account_id, transaction_id, user_id,
            created_at, amount, balance_after, entry_type, currency, row_hash
        )
        SELECT
            l.version, l.audit_position, l.account_id, (v_is ->> 'transaction')::uuid,
            l.user_id, v_now, l.amount, l.balance_after, l.entry_type, v_is ->> 'currency',
            sha256('forged')
        FROM legs AS l
    )
    UPDATE ledger_private.account AS a
    SET balance = l.balance_after, version = l.version, audit_position = l.audit_position,
        audit_hash = sha256('forged'), updated_at = v_now
    FROM (
        SELECT DISTINCT ON (l.account_id) l.* FROM legs AS l
        ORDER BY l.account_id, l.version DESC
    ) AS l
    WHERE a.account_id = l.account_id AND (v_is ->> 'moves')::boolean;
END
$function$;
