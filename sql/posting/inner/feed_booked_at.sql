-- What the place of a transaction among those of one pass goes by, before its time.
CREATE OR REPLACE FUNCTION ledger_private.feed_booked_at(
    p_transaction_id uuid,
    p_account_ids uuid[]
)
RETURNS timestamptz
LANGUAGE sql
STABLE
AS $function$
    -- Where a clock was wrong, times that were repaired say nothing about the order.
    SELECT CASE
        WHEN EXISTS (SELECT FROM ledger_audit.audit_log AS l WHERE l.action = 'REPAIR')
            THEN ledger_private.transaction_booked_at(p_transaction_id, p_account_ids)
        ELSE '-infinity'
    END
$function$;

COMMENT ON FUNCTION ledger_private.feed_booked_at(uuid, uuid[]) IS
'When it counts as booked for these accounts; -infinity for all where no time was ever repaired.';
