-- Add everything up again, in another time zone if need be.
CREATE OR REPLACE FUNCTION ledger.rebuild_rollups(
    p_time_zone text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_rollup ledger_private.rollup;
    v_last bigint;
BEGIN
    PERFORM ledger_private.require_short('time_zone', p_time_zone);
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    IF p_time_zone IS NOT NULL THEN
        PERFORM ledger_private.require_time_zone(p_time_zone);
    END IF;
    SELECT r.* INTO v_rollup
    FROM ledger_private.rollup AS r
    WHERE r.is_only
    FOR NO KEY UPDATE;

    DELETE FROM ledger_private.account_day;
    DELETE FROM ledger_private.account_day_type;
    DELETE FROM ledger_private.account_month;
    DELETE FROM ledger_private.currency_day;
    UPDATE ledger_private.rollup AS r
    SET time_zone = coalesce(p_time_zone, r.time_zone), through_position = 0
    WHERE r.is_only
    RETURNING r.* INTO v_rollup;
    v_last := (ledger_private.last_pass()).last_position;
    PERFORM ledger_private.add_events(v_rollup, v_last);
    RETURN v_last;
END
$function$;

COMMENT ON FUNCTION ledger.rebuild_rollups(text, ledger.actor) IS
'Add all numbered events up again, with days that begin in p_time_zone (a name such as Europe/Berlin; NULL: the one that is set, UTC at first). Returns the last position that is in the sums. One database transaction: reports show the old sums until it ends, and ledger.roll_up waits. Reads everything.';
