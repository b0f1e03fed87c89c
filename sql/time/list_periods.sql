-- Read who closed and reopened the books, newest first.
CREATE OR REPLACE FUNCTION ledger.list_periods(
    p_before_act bigint DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.periods
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read_audit');
    PERFORM ledger_private.require_page_size(p_limit);

    RETURN QUERY
    SELECT p.*
    FROM ledger.periods AS p
    WHERE p.act_number < coalesce(p_before_act, 9223372036854775807)
    ORDER BY p.act_number DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_periods(bigint, integer, ledger.actor) IS
'Acts of closing and reopening, newest first; the first one is in force. p_before_act is the last act_number of the page before; p_limit 1 to 1000. For auditors, operators and administrators.';
