-- How far the feed went at a moment: passes are numbered in the order of their time.
CREATE OR REPLACE FUNCTION ledger_private.position_before(p_at timestamptz)
RETURNS bigint
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_low bigint := 0;
    v_high bigint := coalesce((SELECT max(p.pass_number) FROM ledger_audit.feed_pass AS p), 0);
    v_middle bigint;
BEGIN
    WHILE v_low < v_high LOOP
        v_middle := (v_low + v_high + 1) / 2;
        IF (
            SELECT p.passed_at < p_at FROM ledger_audit.feed_pass AS p
            WHERE p.pass_number = v_middle
        ) THEN
            v_low := v_middle;
        ELSE
            v_high := v_middle - 1;
        END IF;
    END LOOP;
    RETURN coalesce((
        SELECT p.last_position FROM ledger_audit.feed_pass AS p WHERE p.pass_number = v_low
    ), 0);
END
$function$;

COMMENT ON FUNCTION ledger_private.position_before(timestamptz) IS
'The last position that was given before p_at, or 0. What is numbered later was not committed, or not seen, by then. NULL gives 0.';
