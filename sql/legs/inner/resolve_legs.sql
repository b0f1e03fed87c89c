-- Turn the legs of one transaction into amounts, each currency balancing by itself.
CREATE OR REPLACE FUNCTION ledger_private.resolve_legs(
    p_legs ledger_private.requested_leg[],
    p_total numeric
)
RETURNS ledger_private.resolved_legs
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_resolved ledger_private.resolved_legs;
    v_unbalanced jsonb := jsonb '[]';
    v_rests_on_funds boolean := false;
    v_side record;
    v_total numeric;
    v_debits numeric;
    v_credits numeric;
BEGIN
    FOR v_side IN
        SELECT
            l.currency,
            min(l.minor_units) AS minor_units,
            array_agg(l ORDER BY l.leg_number) FILTER (WHERE l.entry_type = 'DEBIT') AS debits,
            array_agg(l ORDER BY l.leg_number) FILTER (WHERE l.entry_type = 'CREDIT') AS credits,
            bool_or(l.kind = 'up_to') AS rests_on_funds,
            -- Unless it was said: a side that names all its amounts is the total; else what the
            -- sources give is.
            NOT bool_or(
                l.entry_type = 'CREDIT'
                AND (l.kind IN ('weight', 'rest') OR (l.kind = 'share' AND l.amount IS NULL))
            ) AND bool_or(
                l.entry_type = 'DEBIT'
                AND (
                    l.kind IN ('weight', 'rest', 'up_to')
                    OR (l.kind = 'share' AND l.amount IS NULL)
                )
            ) AS credits_decide
        FROM unnest(p_legs) AS l
        GROUP BY l.currency
        ORDER BY min(l.leg_number)
    LOOP
        SELECT coalesce(p_total, sum(l.posted)) INTO v_total
        FROM unnest(ledger_private.share_out(
            CASE WHEN v_side.credits_decide THEN v_side.credits ELSE v_side.debits END, NULL
        )) AS l;
        v_side.debits := ledger_private.share_out(v_side.debits, v_total);
        v_side.credits := ledger_private.share_out(v_side.credits, v_total);
        v_debits := (SELECT sum(l.posted) FROM unnest(v_side.debits) AS l);
        v_credits := (SELECT sum(l.posted) FROM unnest(v_side.credits) AS l);
        v_resolved.legs := v_resolved.legs || v_side.debits || v_side.credits;

        IF v_debits <> v_credits OR v_debits <> p_total THEN
            v_rests_on_funds := v_rests_on_funds OR v_side.rests_on_funds;
            v_unbalanced := v_unbalanced || jsonb_strip_nulls(jsonb_build_object(
                'currency', v_side.currency,
                'debits', round(v_debits, v_side.minor_units)::text,
                'credits', round(v_credits, v_side.minor_units)::text,
                'difference', round(v_credits - v_debits, v_side.minor_units)::text,
                'total', CASE WHEN v_debits = v_credits
                    THEN round(p_total, v_side.minor_units)::text END
            ));
        ELSIF v_total > ledger_private.largest_amount() THEN
            v_resolved.failure_code := 'LG106';
            v_resolved.failure_detail := jsonb_build_object(
                'currency', v_side.currency, 'amount', v_total::text
            );
        ELSIF v_total = 0 THEN
            v_resolved.failure_code := 'LG231';
            v_resolved.failure_detail := jsonb_build_object('currency', v_side.currency);
        END IF;
    END LOOP;

    IF v_unbalanced <> '[]' THEN
        v_resolved.failure_code := CASE WHEN v_rests_on_funds THEN 'LG230' ELSE 'LG130' END;
        v_resolved.failure_detail := jsonb_build_object('unbalanced', v_unbalanced);
    END IF;
    v_resolved.legs := ARRAY(
        SELECT l FROM unnest(v_resolved.legs) AS l ORDER BY l.leg_number
    );
    RETURN v_resolved;
END
$function$;

COMMENT ON FUNCTION ledger_private.resolve_legs(ledger_private.requested_leg[], numeric) IS
'The legs with posted set, and the failure if they don''t come out: LG130 (LG230 where it depends on what an account holds) with debits, credits and their difference per currency, LG231 when nothing would move, LG106. legs_fault has found nothing; available is set where kind is up_to.';
