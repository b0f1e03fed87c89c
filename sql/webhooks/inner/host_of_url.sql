-- The host that a URL of a webhook names.
CREATE OR REPLACE FUNCTION ledger_private.host_of_url(p_url text)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT lower((regexp_match(
        p_url,
        '^https?://([A-Za-z0-9.-]+|[[][0-9A-Fa-f:.]+[]])(:[0-9]{1,5})?([/?][!-~]*)?$'
    ))[1])
$function$;

COMMENT ON FUNCTION ledger_private.host_of_url(text) IS
'The host of an http or https URL in small letters; NULL for any other text, one with a user''s name or a fragment included.';
