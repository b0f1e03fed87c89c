-- Events are sent to hosts of the public Internet, and encrypted.
CREATE OR REPLACE FUNCTION ledger_private.require_webhook_url(
    p_url text,
    p_addresses inet[],
    p_allows_private boolean
)
RETURNS void
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_host text := ledger_private.host_of_url(p_url);
    v_byte CONSTANT text := '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
    v_reason text;
BEGIN
    IF p_url IS NULL THEN
        PERFORM ledger_private.raise_error('LG108', '{"fields": ["url"]}');
    END IF;
    v_reason := CASE
        WHEN v_host IS NULL OR p_url LIKE '%#%' OR length(p_url) > 1000 THEN 'no_url'
        WHEN coalesce(p_allows_private, false) THEN NULL
        WHEN p_url !~ '^https://' THEN 'not_https'
    END;
    IF v_reason IS NULL AND NOT coalesce(p_allows_private, false) THEN
        v_reason := CASE
            WHEN v_host LIKE '[%' THEN CASE
                WHEN NOT ledger_private.is_long_address(btrim(v_host, '[]')) THEN 'no_url'
                WHEN NOT ledger_private.is_public_address(btrim(v_host, '[]')::inet)
                    THEN 'address_not_public'
            END
            -- Four decimal numbers; whatever else ends in a number is another way to write one.
            WHEN v_host ~ ('^(' || v_byte || '[.]){3}' || v_byte || '$') THEN CASE
                WHEN NOT ledger_private.is_public_address(v_host::inet)
                    THEN 'address_not_public'
            END
            WHEN v_host !~ '^([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z]([a-z0-9-]*[a-z0-9])?[.]?$'
                OR split_part(rtrim(v_host, '.'), '.', -1) = ANY (ARRAY[
                    'localhost', 'local', 'internal', 'localdomain', 'lan', 'intranet', 'home',
                    'corp', 'test', 'invalid', 'onion', 'arpa'
                ])
                THEN 'host_not_public'
            WHEN EXISTS (
                SELECT FROM unnest(p_addresses) AS a (address)
                WHERE ledger_private.is_public_address(a.address) IS NOT TRUE
            ) THEN 'address_not_public'
        END;
    END IF;
    IF v_reason IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG155', jsonb_build_object('reason', v_reason));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_webhook_url(text, inet[], boolean) IS
'LG108 without a URL; LG155 unless it is https its host is a name with a dot or a public address, and p_addresses are public. With p_allows_private http and every host will do. What the name stands for is looked at again when something is sent.';
