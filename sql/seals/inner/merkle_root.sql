-- The root over some hashes, as RFC 6962 makes it.
CREATE OR REPLACE FUNCTION ledger_private.merkle_root(p_hashes bytea)
RETURNS bytea
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_count integer := octet_length(p_hashes) / 32;
BEGIN
    -- Level by level: the last one without a sibling goes up as it is.
    WHILE v_count > 1 LOOP
        p_hashes := (
            SELECT string_agg(
                CASE WHEN n + 1 < v_count
                    THEN sha256(decode('01', 'hex') || substring(p_hashes FROM n * 32 + 1 FOR 64))
                    ELSE substring(p_hashes FROM n * 32 + 1 FOR 32)
                END, '' ORDER BY n
            )
            FROM generate_series(0, v_count - 1, 2) AS n
        );
        v_count := (v_count + 1) / 2;
    END LOOP;
    RETURN p_hashes;
END
$function$;

COMMENT ON FUNCTION ledger_private.merkle_root(bytea) IS
'Root of the tree over hashes of 32 bytes each; a single one is its own root.';
