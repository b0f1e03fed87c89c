-- The bucket that an id carries.
CREATE OR REPLACE FUNCTION ledger_private.id_bucket(p_id uuid)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT ('x' || substr(p_id::text, 33))::bit(16)::integer
$function$;

COMMENT ON FUNCTION ledger_private.id_bucket(uuid) IS
'What ledger.bucket_of returns, as an expression that is inlined.';
