-- Each entry's balance follows from the one before; versions have no gap; time runs forward,
-- but for repairs on file.
CREATE OR REPLACE FUNCTION ledger_private.verify_running_balances()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'account_id', e.account_id, 'account_version', e.account_version,
        'balance_after', trim_scale(e.balance_after)::text, 'expected', trim_scale(e.expected)::text
    ) AS detail
    FROM (
        SELECT
            e.*,
            row_number() OVER w AS position,
            lag(e.created_at) OVER w AS previous_at,
            sum(CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END) OVER (
                PARTITION BY e.account_id ORDER BY e.account_version
            ) AS expected
        FROM ledger_audit.transaction_entry AS e
        WINDOW w AS (PARTITION BY e.account_id ORDER BY e.account_version)
    ) AS e
    WHERE e.position <> e.account_version
        OR e.expected <> e.balance_after
        OR e.previous_at > e.created_at AND NOT ledger_private.is_repaired(
            e.account_id, e.account_version - 1, e.created_at
        )
    ORDER BY e.account_id, e.account_version
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_running_balances() IS
'Each entry''s balance follows from the one before; versions have no gap; time runs forward, but for repairs on file. Returns the first row that breaks this, or NULL.';
