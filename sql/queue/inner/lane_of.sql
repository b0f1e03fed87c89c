-- The number of a lane: requests of one login that are posted together have one.
CREATE OR REPLACE FUNCTION ledger_private.lane_of(p_lane text)
RETURNS bigint
LANGUAGE sql
STABLE
AS $function$
    SELECT hashtextextended(concat_ws('|', session_user, p_lane), 0)
$function$;

COMMENT ON FUNCTION ledger_private.lane_of(text) IS
'Belongs to session_user, for an audit row names the login that asked. Two lanes may meet in one number: who takes requests looks at their login too.';
