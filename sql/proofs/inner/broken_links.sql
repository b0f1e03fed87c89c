-- Links of the audit chain that some transactions, and nothing else, do not explain.
CREATE OR REPLACE FUNCTION ledger_private.broken_links(p_transaction_ids uuid[])
RETURNS SETOF uuid
LANGUAGE sql
STABLE
AS $function$
    WITH entry AS MATERIALIZED (
        SELECT
            e.*,
            CASE WHEN p.account_position = e.account_position - 1 THEN p.row_hash
                ELSE ledger_private.hash_at(e.account_id, e.account_position - 1)
            END AS previous_hash,
            CASE l.n WHEN 1 THEN ledger_private.said_bytes(t) END AS transaction_bytes
        FROM unnest(p_transaction_ids) AS i (transaction_id)
        JOIN ledger_audit.transaction AS t
            ON t.transaction_id = i.transaction_id AND t.status <> 'FAILED'
        CROSS JOIN LATERAL unnest(
            coalesce(t.leg_account_ids, ARRAY[t.from_account_id, t.to_account_id]),
            coalesce(
                t.leg_account_versions, ARRAY[t.from_account_version, t.to_account_version]
            )
        ) WITH ORDINALITY AS l (account_id, account_version, n)
        CROSS JOIN LATERAL (
            SELECT e.* FROM ledger_audit.transaction_entry AS e
            WHERE e.account_id = l.account_id AND e.account_version = l.account_version
            LIMIT 1
        ) AS e
        LEFT JOIN LATERAL (
            SELECT p.* FROM ledger_audit.transaction_entry AS p
            WHERE p.account_id = l.account_id AND p.account_version = l.account_version - 1
            LIMIT 1
        ) AS p ON true
    )
    SELECT (array_agg(e.transaction_id ORDER BY e.transaction_id))[1]
    FROM entry AS e
    GROUP BY e.row_hash
    HAVING e.row_hash IS DISTINCT FROM sha256(
        string_agg(
            e.previous_hash, '' ORDER BY
            e.transaction_id, e.entry_type DESC, e.account_id, e.account_version
        ) FILTER (WHERE e.previous_hash <> e.row_hash)
        || string_agg(
            ledger_private.entry_bytes(
                e.account_id, e.account_version, e.account_position, e.transaction_id,
                CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END,
                e.balance_after
            ), '' ORDER BY
            e.transaction_id, e.entry_type DESC, e.account_id, e.account_version
        )
        || string_agg(e.transaction_bytes, '' ORDER BY e.transaction_id)
    )
$function$;

COMMENT ON FUNCTION ledger_private.broken_links(uuid[]) IS
'A transaction of each link whose hash is not that of what these transactions say and did. Given all that a call posted, none but what was tampered with.';
