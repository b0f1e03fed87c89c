-- When a transaction counts as booked for some accounts: as its entries do, which are of one
-- moment, but for a credit that is open or was folded.
CREATE OR REPLACE FUNCTION ledger_private.transaction_booked_at(
    p_transaction_id uuid,
    p_account_ids uuid[]
)
RETURNS timestamptz
LANGUAGE sql
STABLE
AS $function$
    SELECT coalesce(
        CASE
            WHEN t.to_account_version IS NULL
                AND t.leg_account_ids IS NULL
                AND t.from_account_id <> ALL (p_account_ids)
                THEN (
                    SELECT ledger_private.booked_at(
                        c.account_id, c.account_position, c.created_at
                    )
                    FROM ledger_private.credit_of(t.transaction_id, t.to_account_id) AS c
                )
        END,
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

COMMENT ON FUNCTION ledger_private.transaction_booked_at(uuid, uuid[]) IS
'NULL when there is no such transaction. A refused one has no entries and counts by its own time.';
