-- One link of an account's chain that is no posting: SHA-256 over the link before and this
-- row's facts.
CREATE OR REPLACE FUNCTION ledger_private.audit_row_hash(
    p_previous_hash bytea,
    p_account_id uuid,
    p_position bigint,
    p_version bigint,
    p_action text,
    p_balance numeric,
    p_created_at timestamptz,
    p_detail jsonb,
    p_actor_line text
)
RETURNS bytea
LANGUAGE sql
STABLE
AS $function$
    -- The binary forms of the wire protocol: a third of the cost of making text of them,
    -- each of a fixed or self-declared length, and none depends on a session's setting.
    SELECT sha256(
        p_previous_hash
        || uuid_send(p_account_id)
        || int8send(p_position)
        || int8send(p_version)
        || ledger_private.amount_bytes(p_balance)
        || timestamptz_send(p_created_at)
        || convert_to(
            concat_ws('|', p_action, p_actor_line, coalesce(p_detail::text, '-')), 'UTF8'
        )
    )
$function$;

COMMENT ON FUNCTION ledger_private.audit_row_hash(
    bytea, uuid, bigint, bigint, text, numeric, timestamptz, jsonb, text
) IS
'The row_hash of an audit row.';
