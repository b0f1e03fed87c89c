-- One link of an account's chain: SHA-256 over the link before and this row's facts.
CREATE OR REPLACE FUNCTION ledger_private.audit_row_hash(
    p_previous_hash bytea,
    p_account_id uuid,
    p_position bigint,
    p_transaction_id uuid,
    p_action text,
    p_old_balance numeric,
    p_new_balance numeric,
    p_created_at timestamptz,
    p_detail jsonb,
    p_actor_line text
)
RETURNS bytea
LANGUAGE sql
STABLE
AS $function$
    SELECT sha256(p_previous_hash || convert_to(
        concat_ws(
            '|',
            p_account_id,
            p_position,
            coalesce(p_transaction_id::text, '-'),
            p_action,
            p_old_balance::numeric(22, 4),
            p_new_balance::numeric(22, 4),
            extract(epoch FROM p_created_at),
            coalesce(p_detail::text, '-'),
            p_actor_line
        ),
        'UTF8'
    ))
$function$;

COMMENT ON FUNCTION ledger_private.audit_row_hash(
    bytea, uuid, bigint, uuid, text, numeric, numeric, timestamptz, jsonb, text
) IS
'The row_hash of an audit row. Its text never depends on a session setting.';
