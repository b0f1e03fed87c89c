-- A posting with an open credit, written by hand. With no change it is right, but for its hash.
CREATE FUNCTION ledger_test.forge_credit(p_change jsonb DEFAULT '{}')
RETURNS void
LANGUAGE plpgsql
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_is jsonb := jsonb_build_object(
        'to', 'ida', 'amount', 5, 'kept', 5, 'status', 'COMPLETED', 'is_kept', true, 'user', 0,
        'created_at', v_now, 'effective_at', v_now, 'kept_at', v_now
    ) || p_change;
BEGIN
    WITH f AS (
        SELECT a.*, gen_random_uuid() AS transaction_id, v_is ->> 'status' = 'COMPLETED' AS is_done
        FROM ledger_private.account AS a WHERE a.account_id = ledger_test.id('alice')
    ),
    posted AS (
        INSERT INTO ledger_audit.transaction (
            transaction_id, from_account_id, to_account_id, user_id, from_account_version,
            xact_id, effective_at, created_at, amount, currency, transaction_type, status,
            failure_code, user_role, database_user
        )
        SELECT
            f.transaction_id, f.account_id, ledger_test.id(v_is ->> 'to'), 0,
            CASE WHEN f.is_done THEN f.version + 1 END, pg_current_xact_id()::text::bigint,
            (v_is ->> 'effective_at')::timestamptz, (v_is ->> 'created_at')::timestamptz,
            (v_is ->> 'amount')::numeric, 'USD', 'transfer', v_is ->> 'status',
            CASE WHEN NOT f.is_done THEN 'LG201' END, 'database', session_user
        FROM f
    ),
    entered AS (
        INSERT INTO ledger_audit.transaction_entry (
            account_version, account_position, account_id, transaction_id, user_id,
            created_at, amount, balance_after, entry_type, currency, row_hash
        )
        SELECT
            f.version + 1, f.audit_position + 1, f.account_id, f.transaction_id, f.user_id,
            (v_is ->> 'effective_at')::timestamptz, (v_is ->> 'amount')::numeric,
            f.balance - (v_is ->> 'amount')::numeric, 'DEBIT', 'USD', sha256('forged')
        FROM f WHERE f.is_done
    ),
    kept AS (
        INSERT INTO ledger_audit.open_credit (
            account_id, transaction_id, user_id, created_at, amount
        )
        SELECT
            ledger_test.id(v_is ->> 'to'), f.transaction_id, (v_is ->> 'user')::bigint,
            (v_is ->> 'kept_at')::timestamptz, (v_is ->> 'kept')::numeric
        FROM f WHERE (v_is ->> 'is_kept')::boolean
    )
    UPDATE ledger_private.account AS a
    SET balance = f.balance - (v_is ->> 'amount')::numeric, version = f.version + 1,
        audit_position = f.audit_position + 1, audit_hash = sha256('forged'),
        updated_at = (v_is ->> 'effective_at')::timestamptz
    FROM f WHERE a.account_id = f.account_id AND f.is_done;
END
$function$;
