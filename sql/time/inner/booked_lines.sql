-- Read an account's statement backwards in the order of booking.
CREATE OR REPLACE FUNCTION ledger_private.booked_lines(
    p_account_id uuid,
    p_version bigint,
    p_before_version bigint,
    p_before_at timestamptz,
    p_before_id uuid,
    p_from_at timestamptz,
    p_limit integer
)
RETURNS SETOF ledger.statement_lines
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_line ledger.statement_lines;
    v_balance numeric;
    v_found integer := 0;
    v_low bigint := CASE WHEN p_from_at IS NULL THEN 0 ELSE ledger_private.version_at(
        p_account_id, p_version, p_from_at - interval '1 microsecond'
    ) END;
BEGIN
    -- Open credits are newer than every entry.
    IF p_before_version IS NULL THEN
        v_balance := ledger_private.open_total(p_account_id, p_before_at, p_before_id) + (
            SELECT round(a.balance, a.minor_units) FROM ledger_private.account AS a
            WHERE a.account_id = p_account_id
        );
        FOR v_line IN
            SELECT l.* FROM ledger_private.open_lines(
                p_account_id, p_before_at, p_before_id, p_from_at, p_limit
            ) AS l
        LOOP
            v_line.balance := round(v_balance, scale(v_line.amount));
            v_balance := v_balance - v_line.amount;
            v_found := v_found + 1;
            RETURN NEXT v_line;
        END LOOP;
    END IF;
    RETURN QUERY
    SELECT l.*
    FROM ledger.statement_lines AS l
    WHERE l.account_id = p_account_id
        AND l.account_version <= least(p_version, p_before_version - 1)
        AND l.account_version > v_low
    ORDER BY l.account_version DESC
    LIMIT p_limit - v_found;
END
$function$;

COMMENT ON FUNCTION ledger_private.booked_lines(
    uuid, bigint, bigint, timestamptz, uuid, timestamptz, integer
) IS
'Lines of ledger.get_statement: first the open credits with (booked_at, transaction_id) < (p_before_at, p_before_id), unless p_before_version says that the page begins after them; then the entries up to p_version.';
