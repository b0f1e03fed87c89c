-- Which objects an act is about, as type and key.
CREATE OR REPLACE FUNCTION ledger_private.touched_objects(p_act ledger_audit.act)
RETURNS SETOF text[]
LANGUAGE sql
STABLE
AS $function$
    WITH act AS (
        SELECT
            CASE WHEN p_act.event_type LIKE 'account.%delegated' THEN 'delegation'
                ELSE coalesce(
                    p_act.object ->> 'table', split_part(p_act.event_type, '.', 1)
                ) END AS kind,
            CASE WHEN p_act.event_type = 'direct_change.made' THEN p_act.object -> 'row'
                ELSE p_act.object END AS said
    )
    SELECT o.object
    FROM act AS a
    CROSS JOIN LATERAL (
        VALUES
        (ARRAY['account', p_act.account_id::text]),
        (CASE WHEN p_act.user_id > 0 AND a.kind IN (
            'user', 'app_user', 'login', 'credential', 'outside_identity', 'person', 'session',
            'api_key'
        ) THEN ARRAY['user', p_act.user_id::text] END),
        (CASE a.kind
            WHEN 'account' THEN ARRAY['account', a.said ->> 'account_id']
            WHEN 'account_code' THEN ARRAY['account', a.said ->> 'account_id']
            WHEN 'delegation' THEN ARRAY[
                'delegation', (a.said ->> 'account_id') || ' ' || (a.said ->> 'user_id')
            ]
            WHEN 'hold' THEN ARRAY['hold', a.said ->> 'hold_id']
            WHEN 'limit' THEN ARRAY['limit', a.said ->> 'limit_id']
            WHEN 'usage_limit' THEN ARRAY['limit', a.said ->> 'limit_id']
            WHEN 'api_key' THEN ARRAY['api_key', a.said ->> 'api_key_id']
            WHEN 'webhook_endpoint' THEN ARRAY['webhook_endpoint', a.said ->> 'endpoint_id']
            WHEN 'category' THEN ARRAY['category', a.said ->> 'category_id']
            WHEN 'asset' THEN ARRAY['asset', a.said ->> 'currency']
            WHEN 'currency' THEN ARRAY['asset', a.said ->> 'currency']
            WHEN 'right' THEN ARRAY[
                'right', (a.said ->> 'role') || ' ' || (a.said ->> 'permission')
            ]
            WHEN 'role_permission' THEN ARRAY[
                'right', (a.said ->> 'role') || ' ' || (a.said ->> 'permission')
            ]
        END)
    ) AS o (object)
    WHERE o.object[2] IS NOT NULL
    UNION ALL
    -- A limit on all accounts of a user is on file with each of them.
    SELECT ARRAY['account', u.account_id::text]
    FROM act AS a
    JOIN ledger_private.account AS u ON u.user_id = p_act.user_id
    WHERE a.kind IN ('limit', 'usage_limit') AND p_act.account_id IS NULL
$function$;

COMMENT ON FUNCTION ledger_private.touched_objects(ledger_audit.act) IS
'Type and key of each object, as in ledger_private.sealed_objects, that the act may have changed.';
