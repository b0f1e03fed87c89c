-- The bucket that what a user owns carries.
CREATE OR REPLACE FUNCTION ledger_private.user_bucket(p_user_id bigint)
RETURNS integer
LANGUAGE sql
STABLE
AS $function$
    SELECT CASE p_user_id
        WHEN 0 THEN 61440 + ledger_private.cell_number()
        ELSE (p_user_id & 4095)::integer
    END
$function$;

COMMENT ON FUNCTION ledger_private.user_bucket(bigint) IS
'The last twelve bits of a user_id; f000 and the number of the cell for user 0, whose rows are the cell''s alone.';
