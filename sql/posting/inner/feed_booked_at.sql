-- What the place of an event among those of one pass goes by, before its time.
CREATE OR REPLACE FUNCTION ledger_private.feed_booked_at(
    p_transaction_id uuid,
    p_account_ids uuid[],
    p_created_at timestamptz
)
RETURNS timestamptz
LANGUAGE sql
STABLE
AS $function$
    -- Where a clock was wrong, times that were repaired say nothing about the order.
    SELECT CASE
        WHEN EXISTS (SELECT FROM ledger_audit.audit_log AS l WHERE l.action = 'REPAIR')
            THEN coalesce(
                ledger_private.transaction_booked_at(p_transaction_id, p_account_ids),
                p_created_at
            )
        ELSE '-infinity'
    END
$function$;

COMMENT ON FUNCTION ledger_private.feed_booked_at(uuid, uuid[], timestamptz) IS
'When it counts as booked for these accounts, p_created_at for an act; -infinity for all where no time was ever repaired.';
