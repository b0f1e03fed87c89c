-- Watch an amount of an account.
CREATE OR REPLACE FUNCTION ledger.create_monitor(
    p_account_id uuid,
    p_threshold numeric,
    p_comparison text DEFAULT 'below',
    p_measure text DEFAULT 'available',
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.monitors
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account ledger_private.account;
    v_monitor_id uuid;
BEGIN
    PERFORM ledger_private.require_short('comparison', p_comparison, 'measure', p_measure);
    PERFORM ledger_private.require_permission(v_actor, 'post');
    PERFORM ledger_private.require_account(p_account_id, v_actor, 'viewer');
    v_account := ledger_private.lock_account(p_account_id);
    IF p_threshold IS NULL THEN
        PERFORM ledger_private.raise_error('LG108', '{"fields": ["threshold"]}');
    ELSIF abs(p_threshold) >= 1e20 OR p_threshold <> round(p_threshold, v_account.minor_units) THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "threshold"}');
    ELSIF (p_comparison IN ('below', 'above')) IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "comparison"}');
    ELSIF (p_measure IN ('balance', 'available', 'held')) IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "measure"}');
    ELSIF (
        SELECT count(*) >= 100 FROM ledger_private.monitor AS m
        WHERE m.account_id = p_account_id AND m.removed_at IS NULL
    ) THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "account_id", "at_most": 100}');
    END IF;

    v_monitor_id := ledger_private.add_monitor(
        v_account, p_threshold, p_comparison, p_measure, v_actor.user_id, v_actor
    );
    RETURN NEXT (SELECT m FROM ledger.monitors AS m WHERE m.monitor_id = v_monitor_id);
END
$function$;

COMMENT ON FUNCTION ledger.create_monitor(uuid, numeric, text, text, ledger.actor) IS
'Tell when p_measure of the account (balance, available or held) comes to be below or above p_threshold: zerosum work writes an alert for each crossing, once; ledger.list_monitor_alerts shows them. Where the comparison holds already it is fired from the start, without an alert. A hold that expires counts when it is tidied, an open credit of an account that accumulates when it is folded. For whoever sees the account, and may post. LG001, LG108, LG109 (also for more than 100 monitors of an account). Locks the account. Each call makes another one.';
