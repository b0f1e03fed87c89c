-- The part of a link of the audit chain that says what was asked, by whom and from where.
CREATE OR REPLACE FUNCTION ledger_private.transaction_bytes(
    p_transaction_id uuid,
    p_user_id bigint,
    p_effective_at timestamptz,
    p_created_at timestamptz,
    p_transaction_type text,
    p_idempotency_key text,
    p_description text,
    p_metadata jsonb,
    p_reverses_transaction_id uuid,
    p_hold_id uuid,
    p_leg_descriptions text[],
    p_actor_user_id bigint,
    p_user_role text,
    p_database_user text,
    p_ip_address inet,
    p_user_agent text,
    p_request_id text,
    p_api_key_id uuid
)
RETURNS bytea
LANGUAGE sql
STABLE
AS $function$
    -- Quoting keeps the borders of the texts unambiguous; no API key adds nothing. Texts are
    -- converted, not sent: what is sent depends on the client's encoding.
    SELECT uuid_send(p_transaction_id)
        || int8send(p_user_id)
        || timestamptz_send(p_effective_at)
        || timestamptz_send(p_created_at)
        || convert_to(
            concat_ws(
                '|',
                p_transaction_type,
                quote_nullable(p_idempotency_key),
                quote_nullable(p_description),
                coalesce(p_metadata::text, '-'),
                coalesce(p_reverses_transaction_id::text, '-'),
                coalesce(p_hold_id::text, '-'),
                coalesce(p_leg_descriptions::text, '-'),
                coalesce(p_actor_user_id::text, '-'),
                p_user_role,
                quote_nullable(p_database_user),
                coalesce(text(p_ip_address), '-'),
                quote_nullable(p_user_agent),
                quote_nullable(p_request_id),
                p_api_key_id::text
            ),
            'UTF8'
        )
$function$;

COMMENT ON FUNCTION ledger_private.transaction_bytes(
    uuid, bigint, timestamptz, timestamptz, text, text, text, jsonb, uuid, uuid, text[], bigint,
    text, text, inet, text, text, uuid
) IS
'Canonical bytes of a transaction and of who asked for it; its accounts and amounts are in the bytes of its entries. A plan holds the expression itself, not the call.';
