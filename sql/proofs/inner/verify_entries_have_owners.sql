-- Every entry and open credit has its account, in its currency, and a transaction that names it.
CREATE OR REPLACE FUNCTION ledger_private.verify_entries_have_owners()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'account_id', e.account_id, 'account_version', e.account_version,
        'transaction_id', e.transaction_id
    ) AS detail
    FROM ledger_audit.transaction_entry AS e
    LEFT JOIN ledger_private.account AS a USING (account_id)
    LEFT JOIN ledger_audit.transaction AS t USING (transaction_id)
    WHERE NOT coalesce(
        a.currency = e.currency
        AND a.user_id = e.user_id
        AND CASE
            WHEN t.leg_account_ids IS NOT NULL THEN EXISTS (
                SELECT FROM unnest(t.leg_account_ids, t.leg_account_versions)
                    AS l (account_id, account_version)
                WHERE l.account_id = e.account_id
                    AND l.account_version = e.account_version
            )
            WHEN t.currency <> e.currency THEN false
            WHEN e.entry_type = 'DEBIT' THEN (e.account_id, e.account_version)
                = (t.from_account_id, t.from_account_version)
            ELSE (e.account_id, e.account_version)
                = (t.to_account_id, CASE
                    WHEN t.to_account_version IS NOT NULL THEN t.to_account_version::bigint
                    WHEN e.is_folded THEN e.account_version::bigint
                END)
        END,
        false
    )
    UNION ALL
    SELECT jsonb_build_object(
        'account_id', o.account_id, 'transaction_id', o.transaction_id
    )
    FROM ledger_audit.open_credit AS o
    LEFT JOIN ledger_private.account AS a USING (account_id)
    LEFT JOIN ledger_audit.transaction AS t USING (transaction_id)
    WHERE NOT coalesce(
        a.accumulates
        AND a.status <> 'CLOSED'
        AND a.user_id = o.user_id
        AND t.status = 'COMPLETED'
        AND t.to_account_version IS NULL
        AND (t.to_account_id, t.currency, t.amount::numeric, t.created_at)
            = (o.account_id, a.currency, o.amount::numeric, o.created_at),
        false
    )
    ORDER BY 1
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_entries_have_owners() IS
'Every entry has its account, in its currency, and a transaction that names it. Returns the first row that breaks this, or NULL.';
