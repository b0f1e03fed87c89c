-- What was spent under a delegation in the period that it counts, added up from the entries.
CREATE OR REPLACE FUNCTION ledger_private.delegated_spent(
    p_delegation ledger_private.delegation
)
RETURNS numeric
LANGUAGE sql
STABLE
AS $function$
    SELECT coalesce(sum(e.amount), 0)
    FROM ledger_audit.transaction_entry AS e
    JOIN ledger_audit.transaction AS t USING (transaction_id)
    WHERE e.account_id = p_delegation.account_id
        AND e.account_position > p_delegation.granted_position
        AND e.entry_type = 'DEBIT'
        AND t.actor_user_id = p_delegation.user_id
        AND CASE p_delegation.spend_period
            -- From its grant on, which its place says already.
            WHEN 'total' THEN p_delegation.counts_from_at IS NOT NULL
            ELSE ledger_private.booked_at(e.account_id, e.account_position, e.created_at)
                >= p_delegation.counts_from_at
        END
$function$;

COMMENT ON FUNCTION ledger_private.delegated_spent(ledger_private.delegation) IS
'What its user has debited from the account since counts_from_at, under this delegation or what it was before it was changed; 0 where nothing is counted. Reads the account''s entries since it was shared.';
