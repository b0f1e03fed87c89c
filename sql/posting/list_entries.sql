-- Read an account's statement, a page at a time.
-- Generic plans through keys, as in ledger.get_statement: each version is looked up.
CREATE OR REPLACE FUNCTION ledger.list_entries(
    p_account_id uuid,
    p_before_version bigint DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_entry_type text DEFAULT NULL,
    p_transaction_type text DEFAULT NULL,
    p_before_transaction_id uuid DEFAULT NULL,
    p_min_amount numeric DEFAULT NULL,
    p_max_amount numeric DEFAULT NULL,
    p_effective_since timestamptz DEFAULT NULL,
    p_effective_until timestamptz DEFAULT NULL,
    p_text text DEFAULT NULL,
    p_is_ascending boolean DEFAULT false,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transaction_entries
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account ledger.accounts;
    v_credit ledger_audit.transaction_entry;
    v_marker ledger.transaction_entries;
    v_low bigint := 1;
    v_high bigint;
    v_last bigint;
    v_left integer := p_limit;
    v_found integer;
    v_chunk integer;
    v_examined integer := 0;
    v_wants_credits boolean;
BEGIN
    PERFORM ledger_private.require_short(
        'entry_type', p_entry_type, 'transaction_type', p_transaction_type, 'text', p_text
    );
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    v_account := ledger_private.require_account(p_account_id, v_actor, 'viewer');
    -- A time is a place among the versions: no index on time is needed.
    IF p_since IS NOT NULL THEN
        v_low := 1 + ledger_private.version_at(
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
    v_wants_credits := v_account.accumulates AND (p_is_ascending OR p_before_version IS NULL);
    IF p_is_ascending THEN
        v_low := greatest(v_low, p_before_version + 1);
    ELSE
        v_high := least(v_high, p_before_version - 1);
    END IF;
    IF p_is_ascending AND v_credit.transaction_id IS NOT NULL AND p_before_version IS NULL THEN
        v_low := v_high + 1;
    END IF;

    FOR v_part IN 1 .. 2 LOOP
        IF (v_part = 1) = p_is_ascending THEN
            v_chunk := v_left;
            WHILE v_left > 0 AND v_low <= v_high LOOP
                IF v_examined >= 20000 THEN
                    v_marker.account_version := v_last;
                    RETURN NEXT v_marker;
                    RETURN;
                END IF;
                v_last := CASE
                    WHEN p_is_ascending THEN least(v_low + v_chunk - 1, v_high)
                    ELSE greatest(v_high - v_chunk + 1, v_low)
                END;
                RETURN QUERY
                SELECT e.*
                FROM generate_series(
                    CASE WHEN p_is_ascending THEN v_low ELSE v_high END,
                    v_last,
                    CASE WHEN p_is_ascending THEN 1 ELSE -1 END
                ) WITH ORDINALITY AS n (account_version, place)
                CROSS JOIN LATERAL (
                    SELECT l.* FROM ledger.transaction_entries AS l
                    WHERE l.account_id = p_account_id
                        AND l.account_version = n.account_version
                        AND ledger_private.is_listed(
                            l, p_entry_type, p_transaction_type, p_min_amount, p_max_amount,
                            p_effective_since, p_effective_until, p_text
                        )
                    LIMIT 1
                ) AS e
                ORDER BY n.place
                LIMIT v_left;
                GET DIAGNOSTICS v_found = ROW_COUNT;
                v_left := v_left - v_found;
                v_examined := v_examined + v_chunk;
                v_chunk := greatest(least(4 * v_chunk, 20000 - v_examined), 1);
                IF p_is_ascending THEN
                    v_low := v_last + 1;
                ELSE
                    v_high := v_last - 1;
                END IF;
            END LOOP;
        ELSIF v_wants_credits THEN
            RETURN QUERY
            SELECT e.*
            FROM ledger.transaction_entries AS e
            WHERE e.account_id = p_account_id
                AND e.account_version IS NULL
                AND (v_credit.transaction_id IS NULL OR p_before_version IS NOT NULL OR CASE
                    WHEN p_is_ascending THEN (e.created_at, e.transaction_id)
                        > (v_credit.created_at, v_credit.transaction_id)
                    ELSE (e.created_at, e.transaction_id)
                        < (v_credit.created_at, v_credit.transaction_id)
                END)
                AND e.created_at >= coalesce(p_since, '-infinity')
                AND e.created_at < ledger_private.open_credits_until(p_until)
                AND ledger_private.is_listed(
                    e, p_entry_type, p_transaction_type, p_min_amount, p_max_amount,
                    p_effective_since, p_effective_until, p_text
                )
            ORDER BY
                CASE WHEN p_is_ascending THEN e.created_at END,
                CASE WHEN p_is_ascending THEN e.transaction_id END,
                e.created_at DESC, e.transaction_id DESC
            LIMIT v_left;
            GET DIAGNOSTICS v_found = ROW_COUNT;
            v_left := v_left - v_found;
        END IF;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger.list_entries(
    uuid, bigint, integer, timestamptz, timestamptz, text, text, uuid, numeric, numeric,
    timestamptz, timestamptz, text, boolean, ledger.actor
) IS
'Entries of an account, newest first unless p_is_ascending, each with the balance after it. p_before_version is the last account_version of the page before; p_limit 1 to 1000. Open credits of an account that accumulates are newer than all others, without account_version and balance_after: a page that ends with one is continued with its transaction_id as p_before_transaction_id (LG109 when the account has no such credit). p_since <= created_at < p_until and p_effective_since <= effective_at < p_effective_until; p_entry_type DEBIT or CREDIT; amounts from p_min_amount to p_max_amount; p_text: those whose description contains it. A search stops when it has examined 20000 entries: its last row then has only an account_version, to be given as p_before_version. LG001 when there is no such account.';
