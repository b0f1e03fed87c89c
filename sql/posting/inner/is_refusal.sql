-- Whether a refused transaction says what was asked for and why not, and nothing else.
CREATE OR REPLACE FUNCTION ledger_private.is_refusal(
    p_from_account_id uuid,
    p_to_account_id uuid,
    p_from_account_version bigint,
    p_to_account_version bigint,
    p_leg_account_ids uuid[],
    p_leg_account_versions bigint[],
    p_failure_code text
)
RETURNS boolean
LANGUAGE plpgsql
IMMUTABLE
AS $function$
BEGIN
    RETURN p_failure_code IS NOT NULL
        AND coalesce(p_from_account_version, p_to_account_version) IS NULL
        AND p_leg_account_versions IS NULL
        AND CASE WHEN p_leg_account_ids IS NULL THEN p_from_account_id <> p_to_account_id
            ELSE coalesce(p_from_account_id, p_to_account_id) IS NULL
                AND cardinality(p_leg_account_ids) >= 2
        END;
END
$function$;

COMMENT ON FUNCTION ledger_private.is_refusal(
    uuid, uuid, bigint, bigint, uuid[], bigint[], text
) IS
'True for two different accounts or two legs and more, a failure_code, and no entries. Not inlined, since hardly a transaction is refused.';
