-- Keep a head that was signed.
CREATE OR REPLACE FUNCTION ledger.keep_head(
    p_tree_size bigint,
    p_key_id text,
    p_note text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.seal_heads
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_seal ledger_audit.seal;
    v_says text;
    v_is_note boolean;
BEGIN
    PERFORM ledger_private.require_short('key_id', p_key_id);
    PERFORM ledger_private.require_short('note', p_note);
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    SELECT s.* INTO v_seal
    FROM ledger_audit.seal AS s
    WHERE s.tree_size = p_tree_size;
    v_says := concat_ws(
        chr(10), 'zerosum/' || v_seal.feed_id::text, v_seal.tree_size,
        encode(v_seal.root_hash, 'base64'), '', ''
    );
    -- The signature is for those who have the key from elsewhere; what is signed is known here.
    v_is_note := starts_with(p_note, v_says) AND substr(p_note, length(v_says) + 1) ~ (
        '^(' || chr(8212) || ' [^[:space:]+]+ [A-Za-z0-9+/=]+' || chr(10) || ')+$'
    ) AND ledger_private.is_prose(p_note);
    IF v_seal.tree_size IS NULL OR v_is_note IS NOT TRUE
        OR NOT EXISTS (SELECT FROM ledger_audit.seal_key AS k WHERE k.key_id = p_key_id)
    THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', CASE
            WHEN v_seal.tree_size IS NULL THEN 'tree_size'
            WHEN v_is_note THEN 'key_id'
            ELSE 'note'
        END));
    END IF;

    INSERT INTO ledger_audit.seal_head (tree_size, key_id, signed_at, note)
    VALUES (p_tree_size, p_key_id, clock_timestamp(), p_note)
    ON CONFLICT (tree_size, key_id) DO NOTHING;
    RETURN NEXT (
        SELECT h FROM ledger.seal_heads AS h
        WHERE h.tree_size = p_tree_size AND h.key_id = p_key_id
    );
END
$function$;

COMMENT ON FUNCTION ledger.keep_head(bigint, text, text, ledger.actor) IS
'Keep the signed note of the head of the seal of p_tree_size; it must say what the seal says. One that there is stays. Safe to repeat.';
