-- The reserved prefix that a name begins with, or looks as if it did.
CREATE OR REPLACE FUNCTION ledger_private.resembles_reserved(p_name text)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $function$
    -- OFFSET 0 keeps the skeleton from being made anew for each prefix.
    SELECT r.prefix
    FROM (SELECT ledger_private.name_skeleton(p_name) AS skeleton OFFSET 0) AS n
    JOIN unnest(ledger_private.reserved_prefixes()) AS r (prefix)
        ON starts_with(n.skeleton, r.prefix)
$function$;

COMMENT ON FUNCTION ledger_private.resembles_reserved(text) IS
'One of ledger_private.reserved_prefixes, or NULL when p_name resembles none of them.';
