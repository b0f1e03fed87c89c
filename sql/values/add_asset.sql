-- Add an asset that accounts can be opened in.
CREATE OR REPLACE FUNCTION ledger.add_asset(
    p_currency text,
    p_minor_units integer,
    p_name text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.assets
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_name text;
    v_asset ledger.assets;
    v_field text;
BEGIN
    PERFORM ledger_private.require_short('currency', p_currency, 'name', p_name);
    PERFORM ledger_private.require_permission(v_actor, 'add_asset');
    v_name := ledger_private.require_name('name', p_name, 100);
    v_field := CASE
        WHEN ledger_private.is_asset_code(p_currency) IS NOT TRUE THEN 'currency'
        WHEN p_minor_units IS NULL OR p_minor_units NOT BETWEEN 0 AND 18 THEN 'minor_units'
        WHEN v_name IS NULL THEN 'name'
    END;
    IF v_field IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', v_field));
    END IF;

    -- The account of the outside world must be free for it, or there already in this asset.
    IF (ledger_private.account_of_code('world:' || p_currency)).currency <> p_currency THEN
        PERFORM ledger_private.raise_error('LG303', jsonb_build_object(
            'code', 'world:' || p_currency
        ));
    END IF;
    INSERT INTO ledger_private.currency (currency, minor_units, name, created_at)
    VALUES (p_currency, p_minor_units, v_name, clock_timestamp())
    ON CONFLICT (currency) DO NOTHING;
    IF FOUND THEN
        PERFORM ledger_private.note_auth('ASSET_ADDED', NULL, jsonb_build_object(
            'currency', p_currency, 'minor_units', p_minor_units, 'name', v_name
        ), v_actor);
    END IF;

    SELECT a.* INTO STRICT v_asset
    FROM ledger.assets AS a
    WHERE a.currency = p_currency;
    IF (v_asset.minor_units, v_asset.name) <> (p_minor_units, v_name) THEN
        PERFORM ledger_private.raise_error('LG307', jsonb_build_object(
            'currency', p_currency, 'minor_units', v_asset.minor_units, 'name', v_asset.name
        ));
    END IF;
    RETURN NEXT v_asset;
END
$function$;

COMMENT ON FUNCTION ledger.add_asset(text, integer, text, ledger.actor) IS
'Add an asset: p_currency is its code (1 to 20 characters, as in USDC, BTC, XAU.g or USD.cents), p_minor_units how many decimals its amounts have (0 to 18), for ever; p_name is for people. LG109 for a malformed value, LG307 when the code stands for an asset with other decimals or another name, LG303 when world:<CURRENCY> is an account in another asset. Audited as ASSET_ADDED in ledger.auth_events. Needs the permission add_asset. Safe to repeat: the same asset is returned.';
