-- Every entry has its transaction and its account, in one currency.
CREATE OR REPLACE FUNCTION ledger_private.verify_entries_have_owners()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'account_id', e.account_id, 'account_version', e.account_version,
        'transaction_id', e.transaction_id
    ) AS detail
    FROM ledger_private.transaction_entry AS e
    LEFT JOIN ledger_private.account AS a USING (account_id)
    LEFT JOIN ledger_private.transaction AS t USING (transaction_id)
    WHERE NOT coalesce(
        a.currency = e.currency
        AND a.user_id = e.user_id
        AND t.currency = e.currency
        AND CASE e.entry_type
            WHEN 'DEBIT' THEN (e.account_id, e.account_version)
                = (t.from_account_id, t.from_account_version)
            ELSE (e.account_id, e.account_version)
                = (t.to_account_id, t.to_account_version)
        END,
        false
    )
    ORDER BY e.account_id, e.account_version
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_entries_have_owners() IS
'Every entry has its transaction and its account, in one currency. Returns the first row that breaks this, or NULL.';
