-- A secret comes sealed: shapes only, nothing here could tell a good ciphertext from a bad one.
CREATE OR REPLACE FUNCTION ledger_private.require_sealed_secret(
    p_key_id text,
    p_wrapped_key bytea,
    p_sealed bytea
)
RETURNS void
LANGUAGE plpgsql
IMMUTABLE
AS $function$
BEGIN
    IF (
        length(p_key_id) BETWEEN 1 AND 100
        AND ledger_private.is_plain_text(p_key_id)
        AND octet_length(p_wrapped_key) = 60
        AND octet_length(p_sealed) BETWEEN 28 AND 1024
    ) IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "sealed"}');
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_sealed_secret(text, bytea, bytea) IS
'LG109 unless the three have the shape of what webapp.keys.sealing makes.';
