-- A hold is born open, never vanishes, moves along its path with an event for each step,
-- and what an account keeps is what its open holds keep.
CREATE OR REPLACE FUNCTION ledger_private.hold_refuse_path()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM ledger_private.raise_error('LG907', jsonb_build_object(
        'hold_id', NEW.hold_id, 'operation', TG_OP, 'trigger', TG_NAME, 'status', NEW.status
    ));
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.hold_refuse_path() IS
'Trigger, with the rule in its WHEN clause: refuse the row with LG907.';

CREATE OR REPLACE FUNCTION ledger_private.hold_check_step()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_broken record;
BEGIN
    SELECT n.hold_id, n.account_id INTO v_broken
    FROM new_rows AS n
    LEFT JOIN ledger_private.hold_event AS e
        ON e.hold_id = n.hold_id AND e.event_number = n.event_count
    WHERE (
            e.amount_after, e.captured_after, e.released_after, e.status_after, e.expires_at,
            e.account_id, e.user_id
        ) IS DISTINCT FROM (
            n.amount, n.captured, n.released, n.status, n.expires_at, n.account_id, n.user_id
        )
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger_private.raise_error('LG907', to_jsonb(v_broken));
    END IF;

    SELECT a.account_id INTO v_broken
    FROM (SELECT DISTINCT n.account_id, n.user_id, n.currency FROM new_rows AS n) AS n
    LEFT JOIN ledger_private.account AS a ON a.account_id = n.account_id
    WHERE NOT coalesce(
        a.user_id = n.user_id
        AND a.currency = n.currency
        AND a.held = (
            SELECT coalesce(sum(h.remaining), 0) FROM ledger_private.hold AS h
            WHERE h.account_id = a.account_id
                AND h.status = 'OPEN'
        ),
        false
    )
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger_private.raise_error('LG906', to_jsonb(v_broken));
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.hold_check_step() IS
'Trigger: LG907 unless each changed hold is as its newest event says; LG906 unless its account keeps the sum of its open holds.';

CREATE OR REPLACE FUNCTION ledger_private.account_check_held()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_sum numeric;
BEGIN
    SELECT coalesce(sum(h.remaining), 0) INTO v_sum
    FROM ledger_private.hold AS h
    WHERE h.account_id = NEW.account_id
        AND h.status = 'OPEN';
    IF v_sum <> NEW.held THEN
        PERFORM ledger_private.raise_error('LG906', jsonb_build_object(
            'account_id', NEW.account_id, 'held', NEW.held::text, 'holds', v_sum::text
        ));
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.account_check_held() IS
'Trigger: LG906 unless the account''s held amount is the sum of what its open holds keep.';

CREATE OR REPLACE FUNCTION ledger_private.hold_event_check()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_broken record;
BEGIN
    SELECT n.hold_id, n.event_number INTO v_broken
    FROM new_rows AS n
    LEFT JOIN ledger_private.hold AS h
        ON h.hold_id = n.hold_id AND h.event_count = n.event_number
    LEFT JOIN ledger_audit.audit_log AS l
        ON l.account_id = n.account_id AND l.account_position = n.account_position
    WHERE h.hold_id IS NULL
        OR (l.action, l.detail ->> 'hold_id', l.detail ->> 'event') IS DISTINCT FROM (
            'HOLD', n.hold_id::text, n.event_type::text
        )
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger_private.raise_error('LG907', to_jsonb(v_broken));
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.hold_event_check() IS
'Trigger: LG907 unless each new event is the newest step of its hold and has its audit row.';
