-- Read an account's statement backwards in the order of the world or of booking.
-- Generic plans through keys, as in ledger.post_transfer: planning would cost more than
-- reading.
CREATE OR REPLACE FUNCTION ledger.get_statement(
    p_account_id uuid,
    p_axis text DEFAULT 'effective',
    p_effective_at timestamptz DEFAULT NULL,
    p_as_of timestamptz DEFAULT NULL,
    p_from_at timestamptz DEFAULT NULL,
    p_before_at timestamptz DEFAULT NULL,
    p_before_version bigint DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_before_transaction_id uuid DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.statement_lines
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
    v_open_at timestamptz;
    v_version bigint;
    v_at timestamptz := p_effective_at + interval '1 microsecond';
    v_before_version bigint := 0;
    v_balance numeric;
    v_found record;
    v_line ledger.statement_lines;
BEGIN
    PERFORM ledger_private.require_short('axis', p_axis);
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    v_account := ledger_private.require_account(p_account_id, v_actor, 'viewer');
    PERFORM ledger_private.require_axis(p_axis, p_effective_at);

    IF p_before_transaction_id IS NOT NULL THEN
        v_credit := ledger_private.require_credit(p_account_id, p_before_transaction_id);
        p_before_version := v_credit.account_version;
        -- Before an open credit stand all lines of its moment.
        p_before_at := v_credit.created_at + CASE WHEN p_before_version IS NULL
            THEN interval '1 microsecond' ELSE interval '0' END;
    END IF;
    v_version := v_account.version;
    IF p_as_of IS NOT NULL THEN
        v_version := coalesce((
            ledger_private.last_entry_at(p_account_id, v_version, p_as_of)
        ).account_version, 0);
    END IF;
    v_open_at := least(
        ledger_private.open_credits_until(p_as_of) + interval '1 microsecond',
        v_credit.created_at
    );
    IF p_axis = 'booked' THEN
        RETURN QUERY SELECT l.* FROM ledger_private.booked_lines(
            p_account_id, v_version, p_before_version, v_open_at, v_credit.transaction_id,
            p_from_at, p_limit
        ) AS l;
        RETURN;
    END IF;

    v_at := coalesce(v_at, 'infinity');
    v_open_at := least(v_open_at, ledger_private.open_credits_until(v_at));
    p_before_at := ledger_private.line_counts_from(p_account_id, p_before_version, p_before_at);
    IF p_before_at IS NOT NULL
        AND (p_before_at, coalesce(p_before_version, 0)) < (v_at, v_before_version)
    THEN
        v_at := p_before_at;
        v_open_at := least(v_open_at, v_at);
        v_before_version := coalesce(p_before_version, 0);
    END IF;
    v_balance := ledger_private.effective_balance(
        p_account_id, v_version, v_at, v_before_version
    ) + ledger_private.open_total(p_account_id, v_open_at, v_credit.transaction_id);
    FOR v_found IN
        SELECT
            l.line,
            round(v_balance, scale((l.line).amount)) - coalesce(sum(
                CASE (l.line).entry_type WHEN 'CREDIT' THEN (l.line).amount
                    ELSE -(l.line).amount END
            ) OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS balance
        FROM (
            -- By the moment that each counts from; entries alone are in order already.
            SELECT l.line, v.n, CASE WHEN v_account.accumulates THEN
                ledger_private.line_counts_from(
                    p_account_id, v.account_version, (l.line).effective_at
                )
            END AS at
            FROM ledger_private.list_effective_versions(
                p_account_id, v_version, v_at, v_before_version,
                coalesce(p_from_at, '-infinity'), p_limit
            ) WITH ORDINALITY AS v (account_version, n)
            CROSS JOIN LATERAL (
                SELECT l AS line FROM ledger.statement_lines AS l
                WHERE l.account_id = p_account_id
                    AND l.account_version = v.account_version
                LIMIT 1
            ) AS l
            UNION ALL
            -- Numbered before all others of their moment.
            SELECT o AS line, row_number() OVER (
                ORDER BY o.booked_at DESC, o.transaction_id DESC
            ) - p_limit, o.booked_at
            FROM ledger_private.open_lines(
                p_account_id, v_open_at, v_credit.transaction_id, p_from_at, p_limit
            ) AS o
        ) AS l
        WINDOW w AS (ORDER BY l.at DESC, l.n)
        ORDER BY l.at DESC, l.n
        LIMIT p_limit
    LOOP
        v_line := v_found.line;
        v_line.balance := v_found.balance;
        RETURN NEXT v_line;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger.get_statement(
    uuid, text, timestamptz, timestamptz, timestamptz, timestamptz, bigint, integer,
    uuid, ledger.actor
) IS
'Statement lines, latest first, with the balance after each. p_axis effective: in the order of effective dates; booked: in the order of booking. p_effective_at: no line that counts from later; p_as_of: no line that was booked later; both: what the books said at p_as_of up to p_effective_at. p_from_at: no line before that moment on the axis. For the next page give p_before_version (and on the effective axis p_before_at) of the last line; p_limit 1 to 1000. Open credits of an account that accumulates have no account_version yet: a page that ends with one is continued with its transaction_id as p_before_transaction_id alone (LG109 when the account has no such credit). LG001 when there is no such account, LG109 for p_effective_at on the booked axis. Takes no lock.';
