-- An object as GRANT … ON names it.
CREATE OR REPLACE FUNCTION ledger_private.grant_target(p_object text)
RETURNS text
LANGUAGE sql
STABLE
AS $function$
    SELECT CASE
        WHEN p_object = 'DATABASE' THEN format('DATABASE %I', current_database())
        ELSE regexp_replace(
            regexp_replace(p_object, '^((MATERIALIZED )?VIEW|FOREIGN TABLE) ', 'TABLE '),
            '^DOMAIN ', 'TYPE '
        )
    END
$function$;

COMMENT ON FUNCTION ledger_private.grant_target(text) IS
'The object of a guard as GRANT … ON takes it: a view is a table there, a domain a type.';
