-- Some lines of a file: entries of an account, or the names of the columns.
-- Each version is looked up through its key, as in ledger.list_entries.
CREATE OR REPLACE FUNCTION ledger_private.export_lines(
    p_account_id uuid,
    p_first_version bigint,
    p_last_version bigint
)
RETURNS text
LANGUAGE sql
STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $function$
    SELECT string_agg(
        concat_ws(
            ',',
            e.account_version,
            ledger_private.moment_json(e.created_at),
            ledger_private.moment_json(e.effective_at),
            e.transaction_id,
            ledger_private.csv_field(e.transaction_type),
            e.entry_type,
            e.amount,
            e.currency,
            e.balance_after,
            coalesce(e.counterparty_account_id::text, ''),
            ledger_private.csv_field(e.description)
        ),
        chr(10) ORDER BY e.account_version
    )
    FROM generate_series(p_first_version, p_last_version) AS n (account_version)
    CROSS JOIN LATERAL (
        SELECT l.*
        FROM ledger.transaction_entries AS l
        WHERE l.account_id = p_account_id
            AND l.account_version = n.account_version
        LIMIT 1
    ) AS e
$function$;

COMMENT ON FUNCTION ledger_private.export_lines(uuid, bigint, bigint) IS
'The lines of these entries in the order of their versions, each with the columns that ledger_private.export_head names; NULL when there are none.';
