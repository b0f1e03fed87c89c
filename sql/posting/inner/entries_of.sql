-- A transaction's entries, found through the accounts and versions that it names.
CREATE OR REPLACE FUNCTION ledger_private.entries_of(p_transaction_id uuid)
RETURNS SETOF ledger_audit.transaction_entry
LANGUAGE sql
VOLATILE
AS $function$
    SELECT e.*
    FROM ledger_audit.transaction AS t
    CROSS JOIN LATERAL (
        SELECT t.from_account_id, t.from_account_version, 1
        UNION ALL
        SELECT t.to_account_id, t.to_account_version, 2
        UNION ALL
        SELECT l.account_id, l.account_version, l.n + 2
        FROM unnest(t.leg_account_ids, t.leg_account_versions) WITH ORDINALITY
            AS l (account_id, account_version, n)
    ) AS l (account_id, account_version, n)
    -- With a LIMIT it goes through the entries' key; it can't turn into a scan.
    CROSS JOIN LATERAL (
        SELECT e.*
        FROM ledger_audit.transaction_entry AS e
        WHERE e.account_id = l.account_id
            AND e.account_version = l.account_version
        UNION ALL
        SELECT f.* FROM ledger_private.credit_of(t.transaction_id, l.account_id) AS f
        WHERE l.account_version IS NULL
        LIMIT 1
    ) AS e
    WHERE t.transaction_id = p_transaction_id
    ORDER BY l.n
$function$;

COMMENT ON FUNCTION ledger_private.entries_of(uuid) IS
'The entries of a completed transaction, the payer''s first or in leg order; none for another.';
