-- Read an account's statement backwards, a page at a time.
-- Generic plans through keys, as in ledger.get_statement.
CREATE OR REPLACE FUNCTION ledger.list_entries(
    p_account_id uuid,
    p_before_version bigint DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_entry_type text DEFAULT NULL,
    p_transaction_type text DEFAULT NULL,
    p_before_transaction_id uuid DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transaction_entries
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account ledger.accounts;
    v_credit ledger_audit.transaction_entry;
    v_low bigint := 0;
    v_high bigint;
    v_found integer := 0;
BEGIN
    PERFORM ledger_private.require_short(
        'entry_type', p_entry_type, 'transaction_type', p_transaction_type
    );
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    v_account := ledger_private.require_account(p_account_id, v_actor, 'viewer');
    -- A time is a place among the versions: no index on time is needed.
    IF p_since IS NOT NULL THEN
        v_low := ledger_private.version_at(
            p_account_id, v_account.version, p_since - interval '1 microsecond'
        );
    END IF;
    v_high := ledger_private.version_at(
        p_account_id, v_account.version, p_until - interval '1 microsecond'
    );

    IF p_before_transaction_id IS NOT NULL THEN
        v_credit := ledger_private.require_credit(p_account_id, p_before_transaction_id);
        p_before_version := v_credit.account_version;
    END IF;
    -- Open credits are newer than every entry.
    IF v_account.accumulates AND p_before_version IS NULL THEN
        RETURN QUERY
        SELECT e.*
        FROM ledger.transaction_entries AS e
        WHERE e.account_id = p_account_id
            AND e.account_version IS NULL
            AND (v_credit.transaction_id IS NULL
                OR (e.created_at, e.transaction_id)
                < (v_credit.created_at, v_credit.transaction_id))
            AND e.created_at >= coalesce(p_since, '-infinity')
            AND e.created_at < ledger_private.open_credits_until(p_until)
            AND (p_entry_type IS NULL OR e.entry_type = p_entry_type)
            AND (p_transaction_type IS NULL OR e.transaction_type = p_transaction_type)
        ORDER BY e.created_at DESC, e.transaction_id DESC
        LIMIT p_limit;
        GET DIAGNOSTICS v_found = ROW_COUNT;
    END IF;

    RETURN QUERY
    SELECT e.*
    FROM ledger.transaction_entries AS e
    WHERE e.account_id = p_account_id
        AND e.account_version < coalesce(p_before_version, 9223372036854775807)
        AND e.account_version > v_low
        AND (p_until IS NULL OR e.account_version <= v_high)
        AND (p_entry_type IS NULL OR e.entry_type = p_entry_type)
        AND (p_transaction_type IS NULL OR e.transaction_type = p_transaction_type)
    ORDER BY e.account_version DESC
    LIMIT p_limit - v_found;
END
$function$;

COMMENT ON FUNCTION ledger.list_entries(
    uuid, bigint, integer, timestamptz, timestamptz, text, text, uuid,
    ledger.actor
) IS
'Entries of an account, newest first, each with the balance after it. p_before_version is the last account_version of the page before; p_limit 1 to 1000. Open credits of an account that accumulates come first, without account_version and balance_after: a page that ends with one is continued with its transaction_id as p_before_transaction_id (LG109 when the account has no such credit). p_since <= created_at < p_until; p_entry_type DEBIT or CREDIT. LG001 when there is no such account.';
