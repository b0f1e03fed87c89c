-- The bucket that an id carries, to route by.
CREATE OR REPLACE FUNCTION ledger.bucket_of(p_id uuid)
RETURNS integer
LANGUAGE sql
IMMUTABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT ledger_private.id_bucket(p_id)
$function$;

COMMENT ON FUNCTION ledger.bucket_of(uuid) IS
'The bucket that an id of the ledger carries, its last sixteen bits: 0 to 4095 (0000 to 0fff) what a user owns, that of its user_id; 61440 + k (f000 + k) what cell k alone owns; 65535 (ffff) what the house has under one id in every cell. Of another uuid it says nothing.';
