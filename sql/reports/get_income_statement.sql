-- What was earned and spent in each month.
CREATE OR REPLACE FUNCTION ledger.get_income_statement(
    p_from_on date,
    p_through_on date,
    p_axis text DEFAULT 'booked',
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF reporting.monthly_amount
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_short('axis', p_axis);
    PERFORM ledger_private.require_permission(v_actor, 'read_audit');
    RETURN QUERY
    SELECT r.* FROM reporting.get_income_statement(p_from_on, p_through_on, p_axis) AS r;
END
$function$;

COMMENT ON FUNCTION ledger.get_income_statement(date, date, text, ledger.actor) IS
'What income and expense accounts moved in each month, as reporting.get_income_statement tells it to reporting tools: p_axis booked or effective, LG170 when the days make no range. For auditors, operators and administrators.';
