-- Where a page of events ends: an xact_id below which a page lies, and little more.
-- Rows lie nearly in order of xact_id, so block ranges find a stretch of them. It is
-- widened, then narrowed: what lies beyond it is not read, and a page costs the same
-- however far a relay is behind.
CREATE OR REPLACE FUNCTION ledger_private.end_of_page(
    p_after_xact bigint,
    p_after_id uuid,
    p_limit integer,
    p_horizon bigint
)
RETURNS bigint
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_short bigint := p_after_xact;  -- ends too early
    v_long bigint;  -- later than needed
    v_end bigint := least(p_after_xact + 4, p_horizon);
    v_found integer;
BEGIN
    LOOP
        v_found := (
            SELECT count(*)
            FROM (
                SELECT
                FROM ledger_private.transaction AS t
                WHERE t.xact_id >= p_after_xact
                    AND t.xact_id < v_end
                    AND (t.xact_id, t.transaction_id) > (p_after_xact, p_after_id)
                LIMIT 4 * p_limit
            ) AS t
        );
        IF v_found < p_limit THEN
            EXIT WHEN v_end = p_horizon;
            v_short := v_end;
            v_end := CASE WHEN v_long IS NULL
                THEN least(p_after_xact + 4 * (v_end - p_after_xact), p_horizon)
                ELSE (v_end + v_long + 1) / 2
            END;
        ELSE
            -- Transactions of one xact_id stay together.
            EXIT WHEN v_found < 4 * p_limit OR v_end - v_short <= 1;
            v_long := v_end;
            v_end := (v_short + v_end) / 2;
        END IF;
    END LOOP;
    RETURN v_end;
END
$function$;

COMMENT ON FUNCTION ledger_private.end_of_page(bigint, uuid, integer, bigint) IS
'The smallest xact_id tried, at most p_horizon, below which p_limit transactions lie after the given one, if there are that many.';
