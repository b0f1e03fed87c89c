-- Entries that folding may have made since the last proof, of accounts that may have open credits.
CREATE OR REPLACE FUNCTION ledger_private.fold_ranges(
    p_transaction_ids uuid[],
    p_limit integer
)
RETURNS SETOF ledger_private.fold_proof
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_range ledger_private.fold_proof;
    v_version bigint;
    v_left bigint := p_limit;
BEGIN
    FOR v_range.account_id, v_range.user_id, v_version, v_range.after_version IN
        SELECT
            a.account_id, a.user_id, a.version,
            coalesce(p.through_version, ledger_private.accumulates_from(a.account_id))
        FROM (
            SELECT a.account_id FROM ledger_private.account AS a WHERE a.accumulates
            UNION
            SELECT p.account_id FROM ledger_private.fold_proof AS p
            UNION
            SELECT t.to_account_id
            FROM unnest(p_transaction_ids) AS i (transaction_id)
            JOIN ledger_audit.transaction AS t USING (transaction_id)
            WHERE t.status = 'COMPLETED' AND t.to_account_version IS NULL
        ) AS k
        JOIN ledger_private.account AS a USING (account_id)
        LEFT JOIN ledger_private.fold_proof AS p USING (account_id)
        WHERE a.version > p.through_version OR p.through_version IS NULL
        ORDER BY a.account_id
    LOOP
        v_range.through_version := least(v_version, v_range.after_version + greatest(v_left, 0));
        -- A fold is one link of the chain, which is proved whole or not yet.
        IF v_range.through_version BETWEEN v_range.after_version + 1 AND v_version - 1 THEN
            v_range.through_version := coalesce((
                SELECT e.account_version - 1
                FROM ledger_audit.transaction_entry AS e
                WHERE e.account_id = v_range.account_id
                    AND e.account_version > v_range.through_version
                    AND e.row_hash IS DISTINCT FROM (
                        SELECT l.row_hash FROM ledger_audit.transaction_entry AS l
                        WHERE l.account_id = v_range.account_id
                            AND l.account_version = v_range.through_version
                    )
                ORDER BY e.account_version
                LIMIT 1
            ), v_version);
        END IF;
        v_left := v_left - (v_range.through_version - v_range.after_version);
        v_range.is_current := v_range.through_version = v_version;
        RETURN NEXT v_range;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger_private.fold_ranges(uuid[], integer) IS
'How far accounts that accumulate or did so before, or that these transactions paid by open credits, were proved, and how far they shall be now: some p_limit entries in all, and to the end of a fold. Ask before these transactions are proved: what is open then is folded behind through_version.';
