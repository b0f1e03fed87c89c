-- Close the books through a day: nothing may be posted with an effective date up to it.
CREATE OR REPLACE FUNCTION ledger.close_period(
    p_through_on date,
    p_reason text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.periods
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '3s'
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_period ledger_private.open_period;
    v_shown ledger.periods;
BEGIN
    PERFORM ledger_private.require_short('reason', p_reason);
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    PERFORM ledger_private.examine_period(p_through_on, 'through_on', p_reason);
    v_period := ledger_private.lock_periods();

    -- Read under the lock: postings that follow are dated later than this.
    IF ledger_private.opening_moment(p_through_on) > clock_timestamp() THEN
        PERFORM ledger_private.raise_error('LG251', jsonb_build_object(
            'through_on', p_through_on,
            'latest', (clock_timestamp() AT TIME ZONE 'UTC')::date - 1
        ));
    ELSIF ledger_private.opening_moment(p_through_on) <= v_period.open_from_at THEN
        SELECT p.* INTO v_shown
        FROM ledger.periods AS p
        WHERE p.act_number = v_period.act_number;
        RETURN NEXT v_shown;
        RETURN;
    END IF;

    RETURN NEXT ledger_private.append_period_act('CLOSE', p_through_on, p_reason, v_actor);
END
$function$;

COMMENT ON FUNCTION ledger.close_period(date, text, ledger.actor) IS
'From now on, refuse postings with an effective date (UTC) on or before p_through_on (LG250). The day must be over in UTC (LG251). When the day is closed already, nothing changes and the act in force is returned. Waits for postings in flight, up to 3 seconds (LG350: retry). Operators only. Safe to repeat.';
