-- Write an act of closing or reopening, and put it in force.
CREATE OR REPLACE FUNCTION ledger_private.append_period_act(
    p_action text,
    p_closed_through_on date,
    p_reason text,
    p_actor ledger.actor
)
RETURNS ledger.periods
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_act ledger_private.period_act;
    v_last ledger_private.period_act;
    v_shown ledger.periods;
BEGIN
    SELECT p.* INTO v_last
    FROM ledger_private.period_act AS p
    ORDER BY p.act_number DESC
    LIMIT 1;
    v_act.act_number := coalesce(v_last.act_number, 0) + 1;
    -- Under the lock of the caller nothing is being posted: what has no number yet comes later.
    PERFORM ledger_private.number_events(false);
    v_act.event_position := (ledger_private.last_pass()).last_position;
    -- An act of a clock that was wrong dates none after it.
    v_act.created_at := clock_timestamp();
    IF v_last.created_at <= v_act.created_at + ledger_private.clock_tolerance() THEN
        v_act.created_at := greatest(v_act.created_at, v_last.created_at);
    END IF;
    v_act.action := p_action;
    v_act.closed_through_on := p_closed_through_on;
    v_act.reason := p_reason;
    v_act.user_id := p_actor.user_id;
    v_act.user_role := p_actor.role;
    v_act.database_user := session_user;
    v_act.ip_address := p_actor.ip_address;
    v_act.user_agent := p_actor.user_agent;
    v_act.request_id := p_actor.request_id;
    v_act.api_key_id := ledger_private.acting_key(p_actor.scopes);
    v_act.previous_hash := coalesce(v_last.row_hash, '');
    v_act.row_hash := ledger_private.period_act_hash(v_act);
    INSERT INTO ledger_private.period_act SELECT (v_act).*;

    UPDATE ledger_private.open_period AS o
    SET
        act_number = v_act.act_number,
        open_from_at = ledger_private.opening_moment(p_closed_through_on)
    WHERE o.period_id = 1;
    SELECT p.* INTO STRICT v_shown
    FROM ledger.periods AS p
    WHERE p.act_number = v_act.act_number;
    PERFORM ledger_private.note_act(
        CASE p_action WHEN 'CLOSE' THEN 'period.closed' ELSE 'period.reopened' END,
        0, NULL, to_jsonb(v_shown), p_actor, v_shown.created_at
    );
    RETURN v_shown;
END
$function$;

COMMENT ON FUNCTION ledger_private.append_period_act(text, date, text, ledger.actor) IS
'Adds the next act to the chain and moves the border of the open period. The caller holds lock_periods.';
