-- The trial balance at the end of a day.
CREATE OR REPLACE FUNCTION ledger.get_trial_balance(
    p_on date,
    p_axis text DEFAULT 'booked',
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF reporting.trial_balance
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
    SELECT r.* FROM reporting.get_trial_balance(p_on, p_axis) AS r;
END
$function$;

COMMENT ON FUNCTION ledger.get_trial_balance(date, text, ledger.actor) IS
'The trial balance at the end of p_on (UTC), as reporting.get_trial_balance tells it to reporting tools: p_axis booked or effective, LG170 without a day. For auditors, operators and administrators.';
