-- What an account is tied to is there: code, category, asset, the account it was merged into.
CREATE OR REPLACE FUNCTION ledger_private.verify_account_links()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object('account_id', a.account_id) AS detail
    FROM ledger_private.account AS a
    LEFT JOIN ledger_private.category AS g ON g.category_id = a.category_id
    LEFT JOIN ledger_private.account AS m ON m.account_id = a.merged_into_account_id
    LEFT JOIN ledger_private.account_code AS c
        ON c.account_id = a.account_id AND c.code_number = a.code_number
    WHERE (a.category_id IS NOT NULL AND g.category_id IS NULL)
        OR (a.code_number <> 1 AND c.code IS NULL)
        OR (a.merged_into_account_id IS NOT NULL AND NOT coalesce(
            a.status = 'CLOSED'
            AND (m.user_id, m.currency, m.account_class)
                = (a.user_id, a.currency, a.account_class)
            AND a.closed_at <= coalesce(m.closed_at, 'infinity'),
            false
        ))
    UNION ALL
    SELECT jsonb_build_object('account_id', a.account_id, 'currency', a.currency)
    FROM ledger_private.account AS a
    LEFT JOIN ledger_private.currency AS c ON c.currency = a.currency
    WHERE a.minor_units IS DISTINCT FROM c.minor_units
    UNION ALL
    SELECT jsonb_build_object('account_id', a.account_id, 'code', c.code)
    FROM ledger_private.account_code AS c
    JOIN ledger_private.account AS a ON a.account_id = c.account_id
    WHERE c.user_id <> a.user_id
        -- Of all codes only those that are reserved to the letter: others lead nowhere.
        OR CASE
            WHEN a.user_id <> 0 AND starts_with(c.code, '~' || a.user_id::text || '/') THEN false
            WHEN EXISTS (
                SELECT FROM unnest(ledger_private.reserved_prefixes()) AS r (prefix)
                WHERE starts_with(c.code, r.prefix)
            ) THEN ledger_private.reserved_for_others(
                c.code, a.user_id, a.account_class, a.currency
            ) IS NOT NULL
        END
    UNION ALL
    SELECT jsonb_build_object('category', c.path)
    FROM ledger_private.category AS c
    LEFT JOIN ledger_private.category AS p ON p.category_id = c.parent_category_id
    WHERE c.path IS DISTINCT FROM CASE
        WHEN c.parent_category_id IS NULL THEN c.name ELSE p.path || '/' || c.name
    END
    ORDER BY 1
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_account_links() IS
'Codes, categories, assets with the accounts'' decimals and merged accounts are there, merges lead to accounts of the same kind and end, codes belong to the owners of their accounts and reserved ones to the house, and the categories form a tree. Returns the first row that breaks this, or NULL.';
