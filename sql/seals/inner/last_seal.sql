-- The newest seal.
CREATE OR REPLACE FUNCTION ledger_private.last_seal()
RETURNS ledger_audit.seal
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_seal ledger_audit.seal;
BEGIN
    SELECT s.* INTO v_seal
    FROM ledger_audit.seal AS s
    ORDER BY s.tree_size DESC
    LIMIT 1;
    v_seal.leaf_hashes := NULL;
    v_seal.tree_size := coalesce(v_seal.tree_size, 0);
    RETURN v_seal;
END
$function$;

COMMENT ON FUNCTION ledger_private.last_seal() IS
'The newest row of ledger_audit.seal without its leaf_hashes; before the first one a row of NULLs of size 0.';
