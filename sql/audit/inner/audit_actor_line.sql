-- The part of an audit row that says who, in the one form that is hashed.
CREATE OR REPLACE FUNCTION ledger_private.audit_actor_line(
    p_user_id bigint,
    p_role text,
    p_ip_address inet,
    p_user_agent text,
    p_request_id text,
    p_database_user text,
    p_api_key_id uuid
)
RETURNS text
LANGUAGE sql
STABLE
AS $function$
    SELECT concat_ws(
        '|',
        coalesce(p_user_id::text, '-'),
        quote_nullable(p_role),
        coalesce(text(p_ip_address), '-'),
        quote_nullable(p_user_agent),
        quote_nullable(p_request_id),
        quote_nullable(p_database_user),
        p_api_key_id::text
    )
$function$;

COMMENT ON FUNCTION ledger_private.audit_actor_line(
    bigint, text, inet, text, text, text, uuid
) IS
'Canonical text of the actor of an audit row; quoting keeps field borders unambiguous, and no API key adds nothing.';
