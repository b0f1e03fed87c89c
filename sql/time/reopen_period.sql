-- Open closed days again: an act of its own, with its reason.
CREATE OR REPLACE FUNCTION ledger.reopen_period(
    p_from_on date,
    p_reason text,
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
BEGIN
    PERFORM ledger_private.require_short('reason', p_reason);
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    PERFORM ledger_private.examine_period(p_from_on, 'from_on', p_reason);
    IF coalesce(p_reason, '') = '' THEN
        PERFORM ledger_private.raise_error('LG108', '{"missing": ["reason"]}');
    END IF;
    v_period := ledger_private.lock_periods();

    IF ledger_private.opening_moment(p_from_on - 1) >= v_period.open_from_at THEN
        PERFORM ledger_private.raise_error('LG252', jsonb_build_object(
            'from_on', p_from_on,
            'closed_through_on', ledger_private.last_closed_day(v_period.open_from_at)
        ));
    END IF;
    RETURN NEXT ledger_private.append_period_act('REOPEN', p_from_on - 1, p_reason, v_actor);
END
$function$;

COMMENT ON FUNCTION ledger.reopen_period(date, text, ledger.actor) IS
'Allow postings with an effective date (UTC) on or after p_from_on again; earlier days stay closed. LG252 when p_from_on is open already. p_reason is kept for ever, with who reopened and when. Waits for postings in flight, up to 3 seconds (LG350: retry). Operators only.';
