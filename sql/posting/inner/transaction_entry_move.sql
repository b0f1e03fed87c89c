-- The write is the move: an entry that is inserted moves its account's balance, and the
-- update that does it is the proof that it may. What it does not find as it must be, in the
-- account or in the transaction that names the entry, it does not move, and all is refused.
-- Loops through keys, whatever the planner thinks of tables that were empty a minute ago.
CREATE OR REPLACE FUNCTION ledger_private.transaction_entry_move()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $function$
DECLARE
    v_entries bigint;
    v_steps bigint;
    v_moved bigint;
    v_broken record;
BEGIN
    WITH moved AS (
        UPDATE ledger_private.account AS a
        SET
            balance = n.balance_after,
            version = n.account_version,
            audit_position = n.account_position,
            audit_hash = n.row_hash,
            updated_at = n.created_at
        FROM new_rows AS n
        JOIN ledger_audit.transaction AS t ON t.transaction_id = n.transaction_id
        WHERE n.steps > 0
            AND ledger_private.entry_is_named(
                n.account_id, n.account_version, n.entry_type, n.amount, n.currency,
                n.created_at, t
            )
            AND a.account_id = n.account_id
            AND a.version = n.account_version - n.steps
            AND a.audit_position = n.account_position - n.steps
            AND a.balance = CASE WHEN n.steps = 1
                THEN n.balance_after + CASE n.entry_type WHEN 'DEBIT' THEN n.amount
                    ELSE -n.amount
                END
                ELSE (
                    SELECT f.balance_after + CASE f.entry_type WHEN 'DEBIT' THEN f.amount
                        ELSE -f.amount
                    END
                    FROM ledger_audit.transaction_entry AS f
                    WHERE f.account_id = n.account_id
                        AND f.account_version = n.account_version - n.steps + 1
                )
            END
            AND a.currency = n.currency
            AND a.user_id = n.user_id
            AND a.updated_at <= n.created_at
            AND a.status <> 'CLOSED'
            AND n.balance_after = round(n.balance_after, a.minor_units)
            -- What comes in may leave an account below its floor, where it was before.
            AND CASE WHEN n.balance_after < a.balance
                THEN n.balance_after - a.held >= a.min_balance
                ELSE n.balance_after <= a.max_balance
            END IS NOT FALSE
        RETURNING n.steps
    )
    SELECT (SELECT count(*) FROM new_rows), coalesce(sum(m.steps), 0), count(*)
    INTO v_entries, v_steps, v_moved
    FROM moved AS m;
    IF v_entries = v_moved AND v_entries = v_steps THEN
        RETURN NULL;
    END IF;

    -- Where a call wrote several entries to an account, each leads to the next.
    SELECT
        n.transaction_id, n.account_id, n.account_version, n.currency,
        t.transaction_id IS NOT NULL AS is_named
    INTO v_broken
    FROM new_rows AS n
    LEFT JOIN ledger_audit.transaction AS t
        ON t.transaction_id = n.transaction_id AND ledger_private.entry_is_named(
            n.account_id, n.account_version, n.entry_type, n.amount, n.currency,
            n.created_at, t
        )
    LEFT JOIN ledger_audit.transaction_entry AS p
        ON p.account_id = n.account_id AND p.account_version = n.account_version - 1
    LEFT JOIN ledger_private.account AS a ON a.account_id = n.account_id
    WHERE NOT coalesce(
        v_entries = v_steps
        AND t.transaction_id IS NOT NULL
        AND n.account_version <= a.version
        AND n.account_position - n.account_version
            = coalesce(p.account_position - p.account_version, n.account_position - 1)
        AND n.balance_after = CASE WHEN n.account_version = 1 THEN 0 ELSE p.balance_after END
            + CASE n.entry_type WHEN 'CREDIT' THEN n.amount ELSE -n.amount END,
        false
    )
    ORDER BY is_named, a.version < n.account_version DESC
    LIMIT 1;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF v_broken.is_named THEN
        PERFORM ledger_private.raise_error('LG903', to_jsonb(v_broken) - 'is_named');
    END IF;
    SELECT
        v_broken.transaction_id, v_broken.account_id, v_broken.account_version,
        v_broken.currency,
        sum(CASE n.entry_type WHEN 'CREDIT' THEN n.amount ELSE -n.amount END)::text
            AS difference,
        count(*) AS entries
    INTO v_broken
    FROM new_rows AS n
    WHERE n.transaction_id = v_broken.transaction_id
        AND n.currency = v_broken.currency;
    PERFORM ledger_private.raise_error(
        CASE WHEN v_broken.difference::numeric <> 0 OR v_broken.entries < 2
            THEN 'LG901' ELSE 'LG904'
        END,
        to_jsonb(v_broken)
    );
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.transaction_entry_move() IS
'Trigger: moves the balances of the entries'' accounts. LG904 unless each entry is one that its completed transaction names, of that amount; LG901 when what is wrong with it leaves debits and credits unequal; LG903 unless it follows from its account: from its balance, version and time, in its currency, within its bounds, and open.';
