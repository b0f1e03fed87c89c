-- Which accounts a report looks up one by one: those that it must, or all where that is less work.
CREATE OR REPLACE FUNCTION ledger_private.apart_or_all(
    p_end_days date[],
    p_axis text,
    p_classes text[]
)
RETURNS uuid[]
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    -- What reading one entry of an account costs, in transactions read in their order.
    c_look_up CONSTANT double precision := 4;
    v_since timestamptz := ledger_private.end_of_day(p_end_days[1]);
    v_apart uuid[] := ledger_private.accounts_apart(p_axis, p_classes);
    v_began timestamptz;
    v_look_ups double precision;
    v_transactions double precision;
BEGIN
    SELECT min(t.created_at) INTO v_began
    FROM ledger_audit.transaction AS t;
    -- As if transactions had been spread evenly: right or wrong, the answer is the same.
    SELECT
        cardinality(p_end_days) * coalesce(sum(ln(a.version + 2::double precision)) FILTER (
            WHERE a.updated_at >= v_since
                AND a.account_class = ANY (p_classes)
                AND NOT a.account_id = ANY (v_apart)
        ), 0) / ln(2::double precision),
        coalesce(sum(a.version), 0) / 2 * least(1, greatest(0,
            extract(epoch FROM clock_timestamp() - v_since)
            / nullif(extract(epoch FROM clock_timestamp() - v_began), 0)
        ))
    INTO v_look_ups, v_transactions
    FROM ledger_private.account AS a;
    IF c_look_up * v_look_ups > v_transactions THEN
        RETURN v_apart;
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.apart_or_all(date[], text, text[]) IS
'The accounts that ledger_private.group_totals must look up one by one for these days, which ascend, or NULL where looking up all is less work than reading what moved since.';
