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
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(e.amount), 0) AS history
            FROM ledger_audit.transaction_entry AS e
            JOIN ledger_audit.transaction AS t USING (transaction_id)
            WHERE e.account_id = d.account_id
                AND e.account_position > d.granted_position
                AND e.entry_type = 'DEBIT'
                AND t.actor_user_id = d.user_id
                AND CASE d.spend_period
                    -- From its grant on, which its place says already.
                    WHEN 'total' THEN d.counts_from_at IS NOT NULL
                    ELSE ledger_private.booked_at(
                        e.account_id, e.account_position, e.created_at
                    ) >= d.counts_from_at
                END
        ) AS s
        -- What a wrong clock allowed in two periods may come into one by a repair.
        WHERE d.spent <> CASE WHEN EXISTS (
            SELECT FROM ledger_audit.audit_log AS r
            WHERE r.account_id = d.account_id
                AND r.account_position > d.granted_position
                AND r.action = 'REPAIR'
        ) THEN least(s.history, d.spend_limit) ELSE s.history END
        ORDER BY d.account_id, d.user_id
        LIMIT 1
    ) AS b
$function$;

COMMENT ON FUNCTION ledger_private.verify_delegations() IS
'NULL, or the first delegation whose spent is not what its user has debited from the account in the period it counts.';
