-- List transactions, filtered, a page at a time.
-- Only keys lead to rows, whatever the size of the tables said when a plan was made.
CREATE OR REPLACE FUNCTION ledger.list_transactions(
    p_account_id uuid DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_transaction_type text DEFAULT NULL,
    p_status text DEFAULT NULL,
    p_currency text DEFAULT NULL,
    p_min_amount numeric DEFAULT NULL,
    p_max_amount numeric DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL,
    p_idempotency_key text DEFAULT NULL,
    p_user_id bigint DEFAULT NULL,
    p_after uuid DEFAULT NULL,
    p_is_ascending boolean DEFAULT false,
    p_limit integer DEFAULT 50,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transactions
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account_ids uuid[];
    v_reached uuid[] := ledger_private.accounts_of_key(v_actor);
    v_candidates ledger_private.candidates;
    v_after uuid := p_after;
    v_left integer := p_limit;
    v_found integer;
    v_chunk integer := 4 * p_limit;
    v_examined integer := 0;
    v_is_placed boolean;
    v_marker ledger.transactions;
BEGIN
    PERFORM ledger_private.require_short(
        'transaction_type', p_transaction_type, 'status', p_status, 'currency', p_currency,
        'idempotency_key', p_idempotency_key
    );
    PERFORM ledger_private.require_small('metadata', p_metadata);
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    v_account_ids := ledger_private.listed_accounts(p_account_id, p_user_id, v_actor);
    -- What is found by accounts lies between the two times already.
    v_is_placed := v_account_ids IS NOT NULL AND p_idempotency_key IS NULL;

    LOOP
        IF p_idempotency_key IS NOT NULL THEN
            v_candidates.transaction_ids := ledger_private.known_under_key(
                p_idempotency_key, p_user_id, v_after, p_is_ascending, v_actor
            );
            v_candidates.is_complete := true;
        ELSIF v_account_ids IS NOT NULL THEN
            v_candidates := ledger_private.candidates_of_accounts(
                v_account_ids, p_since, p_until, p_status, v_after, p_is_ascending, v_chunk
            );
        ELSE
            v_candidates := ledger_private.candidates_by_id(
                p_since, p_until, v_after, p_is_ascending, v_chunk
            );
        END IF;

        RETURN QUERY
        SELECT s.*
        FROM unnest(v_candidates.transaction_ids) WITH ORDINALITY AS c (transaction_id, place)
        JOIN ledger.transactions AS t USING (transaction_id)
        CROSS JOIN LATERAL ledger_private.seen_transaction(t, v_actor) AS s
        WHERE (
                v_reached IS NULL
                OR ARRAY[t.from_account_id, t.to_account_id] || t.leg_account_ids && v_reached
            )
            AND (v_is_placed OR p_since IS NULL OR t.created_at >= p_since)
            AND (v_is_placed OR p_until IS NULL OR t.created_at < p_until)
            AND (p_transaction_type IS NULL OR t.transaction_type = p_transaction_type)
            AND (p_status IS NULL OR t.status = p_status)
            AND (p_currency IS NULL OR t.currency = p_currency)
            AND (p_min_amount IS NULL OR s.amount >= p_min_amount)
            AND (p_max_amount IS NULL OR s.amount <= p_max_amount)
            AND (p_metadata IS NULL OR t.metadata @> p_metadata)
            AND (
                p_idempotency_key IS NULL
                OR p_account_id IS NULL
                OR p_account_id IN (t.from_account_id, t.to_account_id)
                OR p_account_id = ANY (t.leg_account_ids)
            )
        ORDER BY c.place
        LIMIT v_left;
        GET DIAGNOSTICS v_found = ROW_COUNT;
        v_left := v_left - v_found;

        EXIT WHEN v_left = 0 OR v_candidates.is_complete;
        v_after := v_candidates.transaction_ids[cardinality(v_candidates.transaction_ids)];
        v_examined := v_examined + cardinality(v_candidates.transaction_ids);
        IF v_examined >= 20000 THEN
            v_marker.transaction_id := v_after;
            RETURN NEXT v_marker;
            EXIT;
        END IF;
        v_chunk := least(4 * v_chunk, 20000 - v_examined);
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger.list_transactions(
    uuid, timestamptz, timestamptz, text, text, text, numeric, numeric, jsonb, text, bigint,
    uuid, boolean, integer, ledger.actor
) IS
'Transactions, newest first unless p_is_ascending. Of an account (p_account_id) or of a user''s accounts (p_user_id; for a customer, its own): those that moved money on them and those that were refused to pay from them, in order of created_at; otherwise all, in order of transaction_id. p_since <= created_at < p_until; amounts from p_min_amount to p_max_amount; p_metadata: those whose metadata contains it; p_idempotency_key: what was posted under it and what was refused, as given by the acting user, or by p_user_id, in order of transaction_id. p_after is the last transaction_id of the page before; p_limit 1 to 1000. A search stops when it has examined 20000 transactions: its last row then has only a transaction_id, to be given as p_after. LG001 when there is no such account, LG109 when there is no transaction p_after.';
