-- Turn an account's open credits into entries, and count them in its balance.
CREATE OR REPLACE FUNCTION ledger_private.fold_credits(p_account_id uuid)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_now timestamptz;
    v_last record;
BEGIN
    PERFORM pg_advisory_xact_lock(ledger_private.credit_lock(p_account_id));
    v_now := clock_timestamp();
    IF NOT EXISTS (
        SELECT FROM ledger_audit.open_credit AS o
        JOIN ledger_private.account AS a USING (account_id)
        WHERE o.account_id = p_account_id
            AND a.updated_at <= v_now + ledger_private.clock_tolerance()
    ) THEN
        RETURN false;
    END IF;

    -- A link is hashed in one piece of memory, so there is an end to what it holds.
    SELECT o.created_at, o.transaction_id INTO v_last
    FROM ledger_audit.open_credit AS o
    WHERE o.account_id = p_account_id
    ORDER BY o.created_at, o.transaction_id
    OFFSET 1000000 - 1
    LIMIT 1;
    -- One statement, so that each table's check sees all the others' new rows; one link of the
    -- account's chain, from where it ended over all that is folded.
    WITH taken AS (
        DELETE FROM ledger_audit.open_credit AS o
        WHERE o.account_id = p_account_id
            AND (
                v_last.transaction_id IS NULL
                OR (o.created_at, o.transaction_id) <= (v_last.created_at, v_last.transaction_id)
            )
        RETURNING o.transaction_id, o.created_at, o.amount
    ),
    placed AS (
        SELECT
            o.transaction_id, o.amount, a.user_id, a.currency,
            greatest(least(o.created_at, v_now), a.updated_at) AS created_at,
            a.version + row_number() OVER w AS account_version,
            a.audit_position + row_number() OVER w AS account_position,
            a.balance + sum(o.amount) OVER w AS balance_after
        FROM taken AS o
        CROSS JOIN ledger_private.account AS a
        WHERE a.account_id = p_account_id
        WINDOW w AS (ORDER BY o.created_at, o.transaction_id)
    ),
    sealed AS (
        SELECT
            max(p.account_version) AS version, max(p.account_position) AS audit_position,
            max(p.balance_after) AS balance, max(p.created_at) AS updated_at,
            sha256((
                SELECT a.audit_hash FROM ledger_private.account AS a
                WHERE a.account_id = p_account_id
            ) || string_agg(
                ledger_private.entry_bytes(
                    p_account_id, p.account_version, p.account_position, p.transaction_id,
                    p.amount, p.balance_after
                ), '' ORDER BY p.transaction_id
            )) AS row_hash
        FROM placed AS p
    ),
    written AS (
        INSERT INTO ledger_audit.transaction_entry (
            account_version, account_position, account_id, transaction_id, user_id,
            created_at, amount, balance_after, entry_type, currency, row_hash, is_folded
        )
        SELECT
            p.account_version, p.account_position, p_account_id, p.transaction_id, p.user_id,
            p.created_at, p.amount, p.balance_after, 'CREDIT', p.currency, s.row_hash, true
        FROM placed AS p
        CROSS JOIN sealed AS s
        ORDER BY p.account_version
    )
    UPDATE ledger_private.account AS a
    SET
        balance = s.balance,
        version = s.version,
        audit_position = s.audit_position,
        audit_hash = s.row_hash,
        updated_at = s.updated_at
    FROM sealed AS s
    WHERE a.account_id = p_account_id;
    IF v_last.transaction_id IS NOT NULL THEN
        PERFORM ledger_private.fold_credits(p_account_id);
    END IF;
    RETURN true;
END
$function$;

COMMENT ON FUNCTION ledger_private.fold_credits(uuid) IS
'Whether there was anything to fold, and the account is not ahead of the clock; else whoever asked is refused with LG340. The caller has locked the account''s row. Waits for credits that are being added, and keeps others from being added until commit: what is folded is all there is, in the order of booking, and is dated no later than now.';
