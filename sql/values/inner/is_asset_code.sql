-- Whether a text can be the code of an asset.
CREATE OR REPLACE FUNCTION ledger_private.is_asset_code(p_currency text)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT length(p_currency) <= 20 AND p_currency ~ '^[A-Z0-9]+([._-][A-Za-z0-9]+)*$'
$function$;

COMMENT ON FUNCTION ledger_private.is_asset_code(text) IS
'True for what the domain ledger_private.asset_code takes: at most 20 characters, capitals and digits, then perhaps parts of letters and digits, each after a point, underscore or hyphen; NULL for NULL.';
