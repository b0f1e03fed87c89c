-- Make a key known that signs heads.
CREATE OR REPLACE FUNCTION ledger.add_seal_key(
    p_key_name text,
    p_public_key bytea,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.seal_keys
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_key_id text;
BEGIN
    PERFORM ledger_private.require_short('key_name', p_key_name);
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    IF (
        p_key_name ~ '^[^[:space:]+]{1,200}$' AND ledger_private.is_plain_text(p_key_name)
        AND octet_length(p_public_key) = 32
    ) IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', CASE
            WHEN octet_length(p_public_key) = 32 THEN 'key_name' ELSE 'public_key'
        END));
    END IF;

    v_key_id := left(encode(sha256(
        convert_to(p_key_name || chr(10), 'UTF8') || decode('01', 'hex') || p_public_key
    ), 'hex'), 8);
    INSERT INTO ledger_audit.seal_key (key_id, created_at, key_name, public_key)
    VALUES (v_key_id, clock_timestamp(), p_key_name, p_public_key)
    ON CONFLICT (key_id) DO NOTHING;
    RETURN NEXT (SELECT k FROM ledger.seal_keys AS k WHERE k.key_id = v_key_id);
END
$function$;

COMMENT ON FUNCTION ledger.add_seal_key(text, bytea, ledger.actor) IS
'Make the public key (Ed25519) of a signer of heads known by its name, without spaces and plus signs. The worker does that for the key it signs with. Safe to repeat.';
