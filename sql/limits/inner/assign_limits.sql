-- Tell each account of a batch which of its limits are its own.
CREATE OR REPLACE FUNCTION ledger_private.assign_limits(
    p_accounts ledger_private.posting_account[],
    p_limits ledger_private.posting_limit[]
)
RETURNS ledger_private.posting_account[]
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_found record;
BEGIN
    FOR v_found IN
        SELECT a.ordinality AS n, array_agg(l.n::integer ORDER BY l.n) AS slots
        FROM unnest(p_accounts) WITH ORDINALITY AS a
        JOIN (
            SELECT
                row_number() OVER (ORDER BY l.limit_id) AS n, l.account_id, l.user_id
            FROM unnest(p_limits) AS l
        ) AS l ON l.user_id = a.user_id AND coalesce(l.account_id, a.account_id) = a.account_id
        WHERE a.has_rules
        GROUP BY a.ordinality
    LOOP
        p_accounts[v_found.n].limit_slots := v_found.slots;
    END LOOP;
    RETURN p_accounts;
END
$function$;

COMMENT ON FUNCTION ledger_private.assign_limits(
    ledger_private.posting_account[], ledger_private.posting_limit[]
) IS
'Sets limit_slots: places in p_limits, which are in limit_id order.';
