-- Prove some transactions, with all that hangs on them: entries, totals, audit, accounts.
CREATE OR REPLACE FUNCTION ledger_private.prove_transactions(p_transaction_ids uuid[])
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    WITH asked AS MATERIALIZED (
        SELECT t.*
        FROM unnest(p_transaction_ids) AS i (transaction_id)
        JOIN ledger_audit.transaction AS t USING (transaction_id)
        WHERE t.status <> 'FAILED'
    ),
    leg AS MATERIALIZED (
        SELECT
            t.transaction_id, t.effective_at, l.account_id,
            CASE WHEN e.is_folded THEN t.created_at ELSE e.created_at END AS dated_at,
            e.account_version,
            e.transaction_id AS written_id, e.created_at, e.currency, e.amount, e.entry_type,
            e.user_id, e.balance_after,
            CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END AS signed_amount
        FROM asked AS t
        CROSS JOIN LATERAL unnest(
            coalesce(t.leg_account_ids, ARRAY[t.from_account_id, t.to_account_id]),
            coalesce(
                t.leg_account_versions, ARRAY[t.from_account_version, t.to_account_version]
            )
        ) AS l (account_id, account_version)
        LEFT JOIN LATERAL (
            SELECT e.* FROM ledger_audit.transaction_entry AS e
            WHERE e.account_id = l.account_id AND e.account_version = l.account_version
            UNION ALL
            SELECT f.* FROM ledger_private.credit_of(t.transaction_id, l.account_id) AS f
            WHERE l.account_version IS NULL
            LIMIT 1
        ) AS e ON true
    ),
    touched AS MATERIALIZED (
        SELECT a.*
        FROM (SELECT DISTINCT l.account_id FROM leg AS l) AS s
        CROSS JOIN LATERAL (
            SELECT a.* FROM ledger_private.account AS a
            WHERE a.account_id = s.account_id LIMIT 1
        ) AS a
    ),
    broken (name, detail) AS (
        SELECT 'transactions_balance', jsonb_build_object('transaction_id', l.transaction_id)
        FROM leg AS l
        GROUP BY l.transaction_id, l.currency
        HAVING sum(l.signed_amount) <> 0 OR count(*) < 2 AND l.currency IS NULL
            OR bool_or(l.written_id IS DISTINCT FROM l.transaction_id)
        UNION ALL
        SELECT 'running_balances', jsonb_build_object(
            'account_id', l.account_id, 'account_version', l.account_version
        )
        FROM leg AS l
        LEFT JOIN LATERAL (
            SELECT p.balance_after, p.created_at FROM ledger_audit.transaction_entry AS p
            WHERE p.account_id = l.account_id AND p.account_version = l.account_version - 1
            LIMIT 1
        ) AS p ON true
        WHERE (l.account_version IS NOT NULL OR l.written_id IS NULL)
            AND l.balance_after IS DISTINCT FROM l.signed_amount
            + CASE l.account_version WHEN 1 THEN 0 ELSE p.balance_after END
            OR l.created_at < p.created_at AND NOT ledger_private.is_repaired(
                l.account_id, l.account_version - 1, l.created_at
            )
        UNION ALL
        SELECT 'dated_entries', jsonb_build_object(
            'account_id', l.account_id, 'account_version', l.account_version
        )
        FROM leg AS l
        LEFT JOIN LATERAL (
            SELECT d.*, coalesce((
                SELECT p.dated_total FROM ledger_private.dated_entry AS p
                WHERE p.account_id = d.account_id AND p.account_version < d.account_version
                ORDER BY p.account_version DESC LIMIT 1
            ), 0) AS previous_total
            FROM ledger_private.dated_entry AS d
            WHERE d.account_id = l.account_id AND d.account_version = l.account_version
            LIMIT 1
        ) AS d ON true
        WHERE CASE WHEN l.effective_at = l.dated_at THEN d.account_id IS NOT NULL
            ELSE (d.effective_at, d.signed_amount::numeric, d.dated_total) IS DISTINCT FROM (
                l.effective_at, l.signed_amount::numeric, d.previous_total + l.signed_amount
            ) END
        UNION ALL
        -- A call may have posted more than was asked about: then all of it is one link. What a
        -- restore brought here under the same number is proved as well, which does no harm.
        SELECT 'audit_chain', jsonb_build_object('transaction_id', l.transaction_id)
        FROM (
            SELECT DISTINCT t.xact_id
            FROM ledger_private.broken_links(p_transaction_ids) AS b
            JOIN ledger_audit.transaction AS t ON t.transaction_id = b
        ) AS x
        CROSS JOIN LATERAL ledger_private.broken_links(ARRAY(
            SELECT t.transaction_id FROM ledger_audit.transaction AS t
            WHERE t.xact_id = x.xact_id
        )) AS l (transaction_id)
        UNION ALL
        SELECT 'balances_equal_entries', jsonb_build_object('account_id', t.account_id)
        FROM touched AS t
        WHERE NOT ledger_private.account_is_proved(t)
    )
    SELECT coalesce(jsonb_object_agg(b.name, b.detail), '{}') FROM broken AS b
$function$;

COMMENT ON FUNCTION ledger_private.prove_transactions(uuid[]) IS
'What is wrong with these transactions, by the names of the checks of ledger.verify; {} when nothing is. Reads their own rows and their accounts'' newest ones, by key.';
