-- Work out the legs of one side in one currency, given the total that side must come to.
CREATE OR REPLACE FUNCTION ledger_private.share_out(
    p_legs ledger_private.requested_leg[],
    p_total numeric
)
RETURNS ledger_private.requested_leg[]
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_leg ledger_private.requested_leg;
    v_group record;
    v_source record;
    v_parts numeric[];
    v_free numeric[];
    v_left numeric := p_total;
BEGIN
    FOR v_n IN 1 .. cardinality(p_legs) LOOP
        p_legs[v_n].posted := CASE WHEN p_legs[v_n].kind = 'fixed' THEN p_legs[v_n].amount
            ELSE 0 END;
        v_left := v_left - p_legs[v_n].posted;
    END LOOP;

    -- Shares of one total are rounded together; what they leave of it is one part more.
    FOR v_group IN
        SELECT
            coalesce(l.amount, p_total) AS total, l.minor_units,
            array_agg(l.n ORDER BY l.n) AS places,
            array_agg(l.share ORDER BY l.n) || (1 - sum(l.share)) AS shares
        FROM (
            SELECT l.kind, l.amount, l.share, l.minor_units, l.ordinality AS n
            FROM unnest(p_legs) WITH ORDINALITY AS l
        ) AS l
        WHERE l.kind = 'share'
            AND coalesce(l.amount, p_total) IS NOT NULL
        GROUP BY l.amount, l.minor_units
        ORDER BY l.amount NULLS FIRST
    LOOP
        v_parts := ledger_private.split_amount(
            v_group.total, v_group.shares, v_group.minor_units
        );
        FOR v_n IN 1 .. cardinality(v_group.places) LOOP
            p_legs[v_group.places[v_n]].posted := v_parts[v_n];
            v_left := v_left - v_parts[v_n];
        END LOOP;
    END LOOP;

    -- Sources in turn: each gives what it has and what is still wanted, the smaller of both.
    FOR v_source IN
        SELECT l.n, l.committed, lag(l.n) OVER (PARTITION BY l.account_id ORDER BY l.n) AS last_n
        FROM (
            SELECT
                l.account_id, l.kind, l.ordinality AS n,
                sum(l.posted) OVER (PARTITION BY l.account_id) AS committed
            FROM unnest(p_legs) WITH ORDINALITY AS l
        ) AS l
        WHERE l.kind = 'up_to'
        ORDER BY l.n
    LOOP
        v_leg := p_legs[v_source.n];
        v_free[v_source.n] := CASE WHEN v_source.last_n IS NULL
            THEN v_leg.available - v_source.committed
            ELSE v_free[v_source.last_n] - p_legs[v_source.last_n].posted
        END;
        v_leg.posted := greatest(0, least(v_leg.amount, v_left, v_free[v_source.n]));
        p_legs[v_source.n] := v_leg;
        v_left := v_left - v_leg.posted;
    END LOOP;

    SELECT array_agg(l.n ORDER BY l.n) AS places, array_agg(l.share ORDER BY l.n) AS shares
    INTO v_group
    FROM (
        SELECT l.kind, l.share, l.ordinality AS n
        FROM unnest(p_legs) WITH ORDINALITY AS l
    ) AS l
    WHERE l.kind IN ('weight', 'rest');
    IF v_group.places IS NOT NULL AND v_left > 0 THEN
        v_parts := ledger_private.split_amount(v_left, v_group.shares, p_legs[1].minor_units);
        FOR v_n IN 1 .. cardinality(v_parts) LOOP
            p_legs[v_group.places[v_n]].posted := v_parts[v_n];
        END LOOP;
    END IF;
    RETURN p_legs;
END
$function$;

COMMENT ON FUNCTION ledger_private.share_out(ledger_private.requested_leg[], numeric) IS
'Sets posted of each leg: fixed amounts, then shares of a total, then up_to legs in leg order, then weight or rest legs divide what is left. p_total NULL: there is none yet, so shares of it and of what is left come to 0 and up_to legs take all they may. Whether the legs come to p_total is for the caller to see.';
