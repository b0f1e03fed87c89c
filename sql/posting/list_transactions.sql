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
    p_account_code text DEFAULT NULL,
    p_account_code_prefix text DEFAULT NULL,
    p_username text DEFAULT NULL,
    p_effective_since timestamptz DEFAULT NULL,
    p_effective_until timestamptz DEFAULT NULL,
    p_metadata_key text DEFAULT NULL,
    p_text text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transactions
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_user_id bigint;
    v_account_id uuid;
    v_account_ids uuid[];
    v_reached uuid[] := ledger_private.accounts_of_key(v_actor);
    v_candidates ledger_private.candidates;
    v_after uuid := p_after;
    v_left integer := p_limit;
    v_found integer;
    v_chunk integer := 4 * p_limit;
    v_examined integer := 0;
    v_is_placed boolean;
    v_is_wide boolean;
    v_marker ledger.transactions;
BEGIN
    PERFORM ledger_private.require_short(
        'transaction_type', p_transaction_type, 'status', p_status, 'currency', p_currency,
        'idempotency_key', p_idempotency_key, 'account_code', p_account_code,
        'account_code_prefix', p_account_code_prefix, 'username', p_username,
        'metadata_key', p_metadata_key, 'text', p_text
    );
    PERFORM ledger_private.require_small('metadata', p_metadata);
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    v_user_id := ledger_private.listed_owner(p_user_id, p_username, v_actor);
    v_account_id := ledger_private.listed_account(p_account_id, p_account_code, v_actor);
    v_account_ids := ledger_private.listed_accounts(
        v_account_id, v_user_id, p_account_code_prefix, v_actor
    );
    -- What is found by accounts lies between the two times already.
    v_is_placed := v_account_ids IS NOT NULL AND p_idempotency_key IS NULL
        AND NOT p_is_ascending;
    v_is_wide := v_account_ids IS NULL AND p_account_code_prefix IS NOT NULL;
    IF p_is_ascending AND p_idempotency_key IS NULL THEN
        PERFORM ledger_private.number_for_reading();
    END IF;

    LOOP
        IF p_idempotency_key IS NOT NULL THEN
            v_candidates.transaction_ids := ledger_private.known_under_key(
                p_idempotency_key, v_user_id, v_after, p_is_ascending, v_actor
            );
            v_candidates.is_complete := true;
        ELSIF p_is_ascending THEN
            v_candidates := ledger_private.candidates_in_feed(
                v_account_ids, p_since, p_until, v_after, v_chunk
            );
        ELSIF v_account_ids IS NOT NULL THEN
            v_candidates := ledger_private.candidates_of_accounts(
                v_account_ids, p_since, p_until, p_status, v_after, v_chunk
            );
        ELSE
            v_candidates := ledger_private.candidates_by_id(p_since, p_until, v_after, v_chunk);
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
            -- First as the row is, then as it is seen, which takes longer.
            AND (p_min_amount IS NULL OR t.amount >= p_min_amount)
            AND (p_max_amount IS NULL OR t.amount <= p_max_amount)
            AND (p_metadata IS NULL OR t.metadata @> p_metadata)
            AND (p_metadata_key IS NULL OR t.metadata ? p_metadata_key)
            AND (p_text IS NULL OR ledger_private.contains_text(t.description, p_text))
            AND (p_min_amount IS NULL OR s.amount >= p_min_amount)
            AND (p_max_amount IS NULL OR s.amount <= p_max_amount)
            AND (p_effective_since IS NULL OR t.effective_at >= p_effective_since)
            AND (p_effective_until IS NULL OR t.effective_at < p_effective_until)
            AND (p_metadata IS NULL OR s.metadata @> p_metadata)
            AND (p_metadata_key IS NULL OR s.metadata ? p_metadata_key)
            AND (p_text IS NULL OR ledger_private.contains_text(s.description, p_text))
            AND (
                p_idempotency_key IS NULL
                OR coalesce(v_account_id::text, p_account_code_prefix) IS NULL
                OR v_account_ids IS NULL
                OR ARRAY[t.from_account_id, t.to_account_id] && v_account_ids
                OR t.leg_account_ids && v_account_ids
            )
            AND (NOT v_is_wide OR EXISTS (
                SELECT FROM ledger_private.account AS a
                JOIN ledger_private.account_code AS c USING (account_id, code_number)
                WHERE a.account_id = ANY (CASE t.status
                    WHEN 'FAILED' THEN ARRAY[t.from_account_id]
                    ELSE t.leg_account_ids || t.from_account_id || t.to_account_id
                END)
                    AND starts_with(c.code, normalize(p_account_code_prefix, NFC))
            ))
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
    uuid, boolean, integer, text, text, text, timestamptz, timestamptz, text, text, ledger.actor
) IS
'Transactions, newest first, or, with p_is_ascending, oldest first in the order of the feed, in which what commits late comes late, so that paging on misses nothing (it then numbers what was committed, as ledger.list_events does, unless this database transaction has written). Of an account (p_account_id or p_account_code), of accounts whose code begins with p_account_code_prefix or of a user''s accounts (p_user_id or p_username; for a customer, its own): those that moved money on them and those that were refused to pay from them, newest first in order of created_at; otherwise, and for a prefix of more than 1000 accounts, all, newest first in order of transaction_id. p_since <= created_at < p_until and p_effective_since <= effective_at < p_effective_until; amounts from p_min_amount to p_max_amount; p_metadata: those whose metadata, as far as the actor sees it, contains it, p_metadata_key: has this key; p_text: those whose description contains it; p_idempotency_key: what was posted under it and what was refused, as given by the acting user, or by the user asked for, in order of transaction_id. p_after is the last transaction_id of the page before; p_limit 1 to 1000. A search stops when it has examined 20000 transactions: its last row then has only a transaction_id, to be given as p_after. LG001 when there is no such account, LG109 when there is no transaction p_after. A name of somebody else needs the permission manage.';
