-- Each account's entries and audit rows form an unbroken hash chain that ends at the head
-- kept on the account. All that one call posted is one link, which joins its accounts' chains.
CREATE OR REPLACE FUNCTION ledger_private.verify_audit_chain()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    WITH chain AS (
        SELECT
            c.*,
            row_number() OVER w AS place,
            lag(c.row_hash, 1, ''::bytea) OVER w AS previous_hash
        FROM (
            SELECT
                e.account_id, e.account_position, e.account_version, e.row_hash,
                e.transaction_id, e.entry_type::text AS entry_type, e.balance_after,
                CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END AS moves
            FROM ledger_audit.transaction_entry AS e
            UNION ALL
            SELECT
                l.account_id, l.account_position, l.account_version, l.row_hash, NULL, NULL,
                NULL, NULL
            FROM ledger_audit.audit_log AS l
        ) AS c
        WINDOW w AS (PARTITION BY c.account_id ORDER BY c.account_position)
    ),
    link AS (
        SELECT
            c.row_hash,
            sha256(
                string_agg(c.previous_hash, '' ORDER BY
                    c.transaction_id, c.entry_type DESC, c.account_id, c.account_version
                )
                    FILTER (WHERE c.previous_hash <> c.row_hash)
                || string_agg(
                    ledger_private.entry_bytes(
                        c.account_id, c.account_version, c.account_position,
                        c.transaction_id, c.moves, c.balance_after
                    ), '' ORDER BY
                    c.transaction_id, c.entry_type DESC, c.account_id, c.account_version
                )
                -- Credits that are folded say nothing more: who paid them said it.
                || coalesce(string_agg(c.transaction_bytes, '' ORDER BY c.transaction_id), '')
            ) AS expected_hash
        FROM (
            SELECT
                c.*,
                -- Once for each transaction: with its first side or leg.
                CASE
                    WHEN (c.account_id, c.account_version) = (
                        coalesce(t.leg_account_ids[1], t.from_account_id),
                        coalesce(t.leg_account_versions[1], t.from_account_version)
                    ) THEN ledger_private.said_bytes(t)
                END AS transaction_bytes
            FROM chain AS c
            JOIN ledger_audit.transaction AS t USING (transaction_id)
        ) AS c
        GROUP BY c.row_hash
    )
    SELECT jsonb_build_object(
        'account_id', c.account_id, 'account_position', c.account_position
    ) AS detail
    FROM (
        SELECT c.account_id, c.account_position
        FROM chain AS c
        WHERE c.place <> c.account_position
        UNION ALL
        SELECT c.account_id, c.account_position
        FROM chain AS c
        LEFT JOIN link AS l USING (row_hash)
        WHERE c.transaction_id IS NOT NULL
            AND c.row_hash IS DISTINCT FROM l.expected_hash
        UNION ALL
        SELECT l.account_id, l.account_position
        FROM ledger_audit.audit_log AS l
        JOIN chain AS c USING (account_id, account_position)
        WHERE l.previous_hash <> c.previous_hash
            OR l.row_hash <> ledger_private.audit_row_hash(
                l.previous_hash, l.account_id, l.account_position, l.account_version,
                l.action, l.balance, l.created_at, l.detail,
                ledger_private.audit_actor_line(
                    l.user_id, l.user_role, l.ip_address, l.user_agent, l.request_id,
                    l.database_user, l.api_key_id
                )
            )
        UNION ALL
        SELECT account_id, coalesce(a.audit_position, h.account_position)
        FROM ledger_private.account AS a
        FULL JOIN (
            SELECT DISTINCT ON (c.account_id) c.account_id, c.account_position, c.row_hash
            FROM chain AS c
            ORDER BY c.account_id, c.account_position DESC
        ) AS h USING (account_id)
        WHERE (h.account_position, h.row_hash) IS DISTINCT FROM (
            a.audit_position, a.audit_hash
        )
    ) AS c
    ORDER BY c.account_id, c.account_position
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_audit_chain() IS
'Each account''s entries and audit rows form an unbroken hash chain that ends at the head kept on the account. Returns the first row that breaks this, or NULL.';
