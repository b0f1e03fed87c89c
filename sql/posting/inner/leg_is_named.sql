-- Whether an entry is among the legs that a transaction names.
CREATE OR REPLACE FUNCTION ledger_private.leg_is_named(
    p_account_id uuid,
    p_account_version bigint,
    p_leg_account_ids uuid[],
    p_leg_account_versions bigint[]
)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT EXISTS (
        SELECT FROM unnest(p_leg_account_ids, p_leg_account_versions)
            AS l (account_id, account_version)
        WHERE l.account_id = p_account_id
            AND l.account_version = p_account_version
    )
$function$;

COMMENT ON FUNCTION ledger_private.leg_is_named(uuid, bigint, uuid[], bigint[]) IS
'True when the pair of account and version is one of the pairs of the two arrays.';
