-- Tidy holds past their expiry away; nothing depends on it.
CREATE OR REPLACE FUNCTION ledger.expire_holds(
    p_limit integer DEFAULT 1000,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.holds
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_hold_ids uuid[];
    v_account_ids uuid[];
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    PERFORM ledger_private.require_page_size(p_limit);
    SELECT array_agg(h.hold_id), array_agg(h.account_id)
    INTO v_hold_ids, v_account_ids
    FROM (
        SELECT h.hold_id, h.account_id
        FROM ledger_private.hold AS h
        WHERE h.status = 'OPEN'
            AND h.expires_at <= statement_timestamp()
        ORDER BY h.expires_at
        LIMIT p_limit
    ) AS h;

    PERFORM ledger_private.lock_limits(ledger_private.lock_accounts(v_account_ids));
    PERFORM ledger_private.release_expired_holds(v_account_ids, v_actor);

    RETURN QUERY
    SELECT h.*
    FROM ledger.holds AS h
    WHERE h.hold_id = ANY (v_hold_ids)
        AND h.status = 'EXPIRED'
    ORDER BY h.hold_id;
END
$function$;

COMMENT ON FUNCTION ledger.expire_holds(integer, ledger.actor) IS
'Release up to p_limit (1 to 1000) holds that are past their expiry, with the other expired holds of the same accounts, and return the first ones. Balances and decisions honour expiry without this call; it only tidies the tables. Operators only. Safe to repeat. Locks the accounts, then the holds.';
