-- Show one asset.
CREATE OR REPLACE FUNCTION ledger.get_asset(
    p_currency text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.assets
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_asset ledger.assets;
BEGIN
    PERFORM ledger_private.require_short('currency', p_currency);
    PERFORM ledger_private.require_permission(v_actor, 'read');
    SELECT a.* INTO v_asset FROM ledger.assets AS a WHERE a.currency = p_currency;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG003', jsonb_build_object('currency', p_currency));
    END IF;
    RETURN v_asset;
END
$function$;

COMMENT ON FUNCTION ledger.get_asset(text, ledger.actor) IS
'The asset with this code, a currency of ISO 4217 or one that was added; LG003 when there is none. Takes no lock.';
