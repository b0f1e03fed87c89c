-- Random bits for the ids of a batch, in one piece.
CREATE OR REPLACE FUNCTION ledger_private.batch_noise(p_items integer)
RETURNS bytea
LANGUAGE sql
VOLATILE
AS $function$
    -- Hashes of a secret of 244 random bits and a counter: who sees some learns nothing of the
    -- others. One hash does for sixteen items.
    WITH drawn AS MATERIALIZED (
        SELECT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) AS secret
    )
    SELECT string_agg(sha512(d.secret || int4send(n)), NULL ORDER BY n)
    FROM drawn AS d, generate_series(1, (p_items + 15) / 16) AS n
$function$;

COMMENT ON FUNCTION ledger_private.batch_noise(integer) IS
'At least four bytes for each of p_items, which nobody can guess.';
