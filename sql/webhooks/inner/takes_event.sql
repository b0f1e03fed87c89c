-- Whether an endpoint asks for an event; whether its owner may see it is another question.
CREATE OR REPLACE FUNCTION ledger_private.takes_event(
    p_endpoint ledger_private.webhook_endpoint,
    p_event_type text,
    p_user_id bigint,
    p_account_ids uuid[]
)
RETURNS boolean
LANGUAGE sql
STABLE
AS $function$
    SELECT (
        p_endpoint.event_types IS NULL OR EXISTS (
            SELECT FROM unnest(p_endpoint.event_types) AS t (event_type)
            WHERE t.event_type = p_event_type
                OR (
                    t.event_type LIKE '%.*'
                    AND starts_with(p_event_type, left(t.event_type, -1))
                )
        )
    )
    AND (p_endpoint.account_ids IS NULL OR p_endpoint.account_ids && p_account_ids)
    AND (
        num_nonnulls(p_endpoint.of_user_id, p_endpoint.category_path) = 0
        -- One account fits both; what is about no account can only be about the user.
        OR (p_endpoint.category_path IS NULL AND p_user_id = p_endpoint.of_user_id)
        OR EXISTS (
            SELECT FROM ledger_private.account AS a
            LEFT JOIN ledger_private.category AS c USING (category_id)
            WHERE a.account_id = ANY (p_account_ids)
                AND a.user_id = coalesce(p_endpoint.of_user_id, a.user_id)
                AND (
                    p_endpoint.category_path IS NULL
                    OR c.path = p_endpoint.category_path
                    OR starts_with(c.path, p_endpoint.category_path || '/')
                )
        )
    )
$function$;

COMMENT ON FUNCTION ledger_private.takes_event(
    ledger_private.webhook_endpoint, text, bigint, uuid[]
) IS
'True when the type, an account, the user and the category are among those that p_endpoint names; what it does not name is no condition.';
