-- Stored hashes of some leaves, one behind the other.
CREATE OR REPLACE FUNCTION ledger_private.leaf_hashes(p_from bigint, p_count bigint)
RETURNS bytea
LANGUAGE sql
STABLE
AS $function$
    SELECT string_agg(substring(
        s.leaf_hashes
        FROM (greatest(p_from - s.after_size, 0) * 32)::integer + 1
        FOR (least(p_from + p_count, s.tree_size) - greatest(p_from, s.after_size))::integer * 32
    ), '' ORDER BY s.tree_size)
    FROM ledger_audit.seal AS s
    WHERE s.tree_size > p_from
        AND s.tree_size <= coalesce((
            SELECT min(l.tree_size) FROM ledger_audit.seal AS l
            WHERE l.tree_size >= p_from + p_count
        ), 9223372036854775807)
$function$;

COMMENT ON FUNCTION ledger_private.leaf_hashes(bigint, bigint) IS
'The hashes of p_count leaves from number p_from on, which counts from 0; 32 bytes each.';
