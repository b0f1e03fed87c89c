-- Prove what folding made of open credits: entries, running balances and links of the chain.
CREATE OR REPLACE FUNCTION ledger_private.prove_folds(p_ranges ledger_private.fold_proof[])
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    WITH entry AS MATERIALIZED (
        SELECT
            r.after_version, r.through_version, e.*,
            CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END AS signed_amount,
            lag(e.account_version, 1, 0) OVER w AS previous_version,
            lag(e.balance_after, 1, 0) OVER w AS previous_balance,
            lag(e.created_at) OVER w AS previous_at,
            lead(e.account_version) OVER w IS NULL AS is_last
        FROM unnest(p_ranges) AS r
        CROSS JOIN LATERAL (
            SELECT e.* FROM ledger_audit.transaction_entry AS e
            WHERE e.account_id = r.account_id
                AND e.account_version >= r.after_version
                AND e.account_version <= r.through_version
        ) AS e
        WINDOW w AS (PARTITION BY e.account_id ORDER BY e.account_version)
    ),
    broken (name, detail) AS (
        SELECT 'running_balances', jsonb_build_object(
            'account_id', e.account_id, 'account_version', e.account_version
        )
        FROM entry AS e
        WHERE e.account_version > e.after_version
            AND (
                e.account_version <> e.previous_version + 1
                OR e.balance_after <> e.previous_balance + e.signed_amount
                OR e.created_at < e.previous_at AND NOT ledger_private.is_repaired(
                    e.account_id, e.account_version - 1, e.created_at
                )
            )
        UNION ALL
        SELECT 'running_balances', jsonb_build_object(
            'account_id', r.account_id, 'account_version', r.through_version
        )
        FROM unnest(p_ranges) AS r
        LEFT JOIN entry AS e ON e.account_id = r.account_id AND e.is_last
        WHERE r.through_version > 0
            AND e.account_version IS DISTINCT FROM r.through_version
        UNION ALL
        SELECT 'entries_have_owners', jsonb_build_object(
            'account_id', e.account_id, 'account_version', e.account_version
        )
        FROM entry AS e
        LEFT JOIN ledger_audit.transaction AS t USING (transaction_id)
        LEFT JOIN ledger_private.account AS a USING (account_id)
        WHERE e.account_version > e.after_version
            AND ledger_private.entry_agrees(
                e.account_version, e.user_id, e.entry_type, e.amount, e.currency, e.created_at,
                t, a, e.is_folded
            ) IS NOT TRUE
        UNION ALL
        -- Whatever is no fold is a link that its own transaction proves.
        SELECT 'audit_chain', jsonb_build_object(
            'account_id', e.account_id, 'account_version', min(e.account_version)
        )
        FROM entry AS e
        WHERE e.account_version > e.after_version AND e.is_folded
        GROUP BY e.account_id, e.row_hash
        HAVING e.row_hash IS DISTINCT FROM sha256(
            ledger_private.hash_at(e.account_id, min(e.account_position) - 1)
            || string_agg(
                ledger_private.entry_bytes(
                    e.account_id, e.account_version, e.account_position, e.transaction_id,
                    e.signed_amount, e.balance_after
                ), '' ORDER BY e.transaction_id
            )
        )
        UNION ALL
        SELECT 'balances_equal_entries', jsonb_build_object('account_id', a.account_id)
        FROM unnest(p_ranges) AS r
        JOIN ledger_private.account AS a USING (account_id)
        WHERE NOT ledger_private.account_is_proved(a)
    )
    SELECT coalesce(jsonb_object_agg(b.name, b.detail), '{}') FROM broken AS b
$function$;

COMMENT ON FUNCTION ledger_private.prove_folds(ledger_private.fold_proof[]) IS
'What is wrong in these ranges of entries, by the names of the checks of ledger.verify; {} when nothing is. Reads the entries, their transactions and their accounts'' newest ones, by key.';
