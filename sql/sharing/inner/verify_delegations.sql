-- What was spent under a delegation is what its counter says.
CREATE OR REPLACE FUNCTION ledger_private.verify_delegations()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT to_jsonb(b)
    FROM (
        SELECT
            d.account_id,
            d.user_id,
            trim_scale(d.spent)::text AS spent,
            trim_scale(s.history)::text AS history
        FROM ledger_private.delegation AS d
        CROSS JOIN LATERAL (SELECT ledger_private.delegated_spent(d) AS history) AS s
        -- What a wrong clock allowed in two periods may come into one by a repair, and a limit
        -- may be lowered to less than was spent: then all of it is used up.
        WHERE d.spent <> CASE WHEN EXISTS (
            SELECT FROM ledger_audit.audit_log AS r
            WHERE r.account_id = d.account_id
                AND r.account_position > d.granted_position
                AND (
                    r.action = 'REPAIR'
                    OR r.action = 'DELEGATE' AND r.detail ->> 'user_id' = d.user_id::text
                )
        ) THEN least(s.history, d.spend_limit) ELSE s.history END
            OR (
                d.spend_period IN ('day', 'week', 'month')
                AND d.counts_from_at <> date_trunc(d.spend_period, d.counts_from_at, 'UTC')
            )
        ORDER BY d.account_id, d.user_id
        LIMIT 1
    ) AS b
$function$;

COMMENT ON FUNCTION ledger_private.verify_delegations() IS
'NULL, or the first delegation whose spent is not what its user has debited from the account in the period it counts, or whose period does not begin where one begins.';
