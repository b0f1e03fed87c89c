-- One account of a batch from its values, said by name. Only here does their order count.
CREATE OR REPLACE FUNCTION ledger_private.make_account(
    p_account_id uuid DEFAULT NULL,
    p_user_id bigint DEFAULT NULL,
    p_status text DEFAULT NULL,
    p_floor numeric DEFAULT NULL,
    p_ceiling numeric DEFAULT NULL,
    p_balance numeric DEFAULT NULL,
    p_held numeric DEFAULT NULL,
    p_version bigint DEFAULT NULL,
    p_audit_position bigint DEFAULT NULL,
    p_audit_hash bytea DEFAULT NULL,
    p_updated_at timestamptz DEFAULT NULL,
    p_has_rules boolean DEFAULT NULL,
    p_allows_credits boolean DEFAULT NULL,
    p_limit_slots integer[] DEFAULT NULL,
    p_minor_units smallint DEFAULT NULL
)
RETURNS ledger_private.posting_account
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT ROW(
        p_account_id, p_user_id, p_status, p_floor, p_ceiling, p_balance, p_held, p_version,
        p_audit_position, p_audit_hash, p_updated_at, p_has_rules, p_allows_credits, p_limit_slots,
        p_minor_units
    )::ledger_private.posting_account
$function$;

COMMENT ON FUNCTION ledger_private.make_account(
    uuid, bigint, text, numeric, numeric, numeric, numeric, bigint, bigint, bytea, timestamptz,
    boolean, boolean, integer[], smallint
) IS
'A ledger_private.posting_account; what is not said is NULL. A plan holds the row itself, not the call.';
