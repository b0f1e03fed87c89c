-- The entries of a transaction as far as the actor may see them.
CREATE OR REPLACE FUNCTION ledger_private.visible_entries(
    p_transaction_id uuid,
    p_actor ledger.actor
)
RETURNS SETOF ledger.transaction_entries
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_found record;
    v_entry ledger.transaction_entries;
BEGIN
    FOR v_found IN
        SELECT v.entry, o.is_open
        FROM ledger_private.entries_of(p_transaction_id) WITH ORDINALITY AS e
        CROSS JOIN LATERAL (
            SELECT v AS entry
            FROM ledger.transaction_entries AS v
            WHERE v.account_id = e.account_id
                AND v.account_version = e.account_version
            UNION ALL
            SELECT v
            FROM ledger.transaction_entries AS v
            WHERE e.account_version IS NULL
                AND v.account_id = e.account_id
                AND v.account_version IS NULL
                AND v.transaction_id = p_transaction_id
            LIMIT 1
        ) AS v
        CROSS JOIN LATERAL (
            SELECT t.user_id, t.leg_account_ids, t.reverses_transaction_id
            FROM ledger_audit.transaction AS t
            WHERE t.transaction_id = p_transaction_id
            LIMIT 1
        ) AS t
        -- A customer is not told what somebody else's account holds, nor, of what others
        -- asked for, who else was paid.
        CROSS JOIN LATERAL (
            VALUES (ledger_private.account_right(e.account_id, e.user_id, p_actor) IS NOT NULL)
        ) AS o (is_open)
        WHERE o.is_open
            OR ledger_private.sees_all_legs(t.user_id, t.reverses_transaction_id, p_actor)
            OR t.leg_account_ids IS NULL
        ORDER BY e.ordinality
    LOOP
        v_entry := v_found.entry;
        IF NOT v_found.is_open THEN
            v_entry.account_version := NULL;
            v_entry.balance_after := NULL;
        END IF;
        RETURN NEXT v_entry;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger_private.visible_entries(uuid, ledger.actor) IS
'Rows of ledger.transaction_entries. To a customer the version and balance of other people''s accounts are NULL, and other people''s legs of a transaction that is not the customer''s own are left out.';
