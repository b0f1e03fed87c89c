-- When a transaction counts as booked: as its entries do, which are of one moment.
CREATE OR REPLACE FUNCTION ledger_private.transaction_booked_at(p_transaction_id uuid)
RETURNS timestamptz
LANGUAGE sql
STABLE
AS $function$
    SELECT coalesce(
        (
            SELECT ledger_private.booked_at(e.account_id, e.account_position, e.created_at)
            FROM ledger_audit.transaction_entry AS e
            WHERE e.account_id = coalesce(t.leg_account_ids[1], t.from_account_id)
                AND e.account_version = coalesce(
                    t.leg_account_versions[1], t.from_account_version
                )
        ),
        t.created_at
    )
    FROM ledger_audit.transaction AS t
    WHERE t.transaction_id = p_transaction_id
$function$;

COMMENT ON FUNCTION ledger_private.transaction_booked_at(uuid) IS
'NULL when there is no such transaction. A refused one has no entries and counts by its own time.';
