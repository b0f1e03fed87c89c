-- Objects that can change, in the parts that can change by themselves.
CREATE OR REPLACE VIEW ledger_private.sealed_objects AS
SELECT o.object_type, o.object_key, o.uuid_key, o.user_key, o.text_key, o.parts
FROM ledger_private.sealed_owners AS o
UNION ALL
SELECT
    'limit' AS object_type,
    l.limit_id::text AS object_key,
    l.limit_id AS uuid_key,
    NULL::bigint AS user_key,
    NULL::text AS text_key,
    jsonb_build_object('rule', jsonb_build_array(
        l.account_id, l.user_id, l.direction, l.measure, l.period, l.window_seconds,
        l.bucket_seconds, l.currency, l.time_zone, l.transaction_type,
        trim_scale(l.maximum)::text, ledger_private.moment_json(l.removed_at)
    )) AS parts
FROM ledger_private.usage_limit AS l
UNION ALL
SELECT
    'delegation' AS object_type,
    d.account_id::text || ' ' || d.user_id::text AS object_key,
    d.account_id AS uuid_key,
    d.user_id AS user_key,
    NULL::text AS text_key,
    jsonb_build_object('rule', jsonb_build_array(
        d.kind, trim_scale(d.spend_limit)::text, d.spend_period,
        ledger_private.moment_json(d.granted_at), ledger_private.moment_json(d.expires_at)
    )) AS parts
FROM ledger_private.delegation AS d
UNION ALL
SELECT
    'api_key' AS object_type,
    k.api_key_id::text AS object_key,
    k.api_key_id AS uuid_key,
    NULL::bigint AS user_key,
    NULL::text AS text_key,
    jsonb_build_object('rule', jsonb_build_array(
        encode(k.key_digest, 'hex'), k.user_id, k.name, k.prefix, k.scopes,
        ledger_private.moment_json(k.expires_at), ledger_private.moment_json(k.revoked_at),
        k.made_by_user_id, ledger_private.moment_json(k.accepted_at), k.account_ids,
        k.category_paths, k.transaction_types, k.currency, trim_scale(k.maximum_amount)::text
    )) AS parts
FROM ledger_private.api_key AS k
UNION ALL
SELECT
    'hold' AS object_type,
    h.hold_id::text AS object_key,
    h.hold_id AS uuid_key,
    NULL::bigint AS user_key,
    NULL::text AS text_key,
    jsonb_build_object('rule', jsonb_build_array(
        h.account_id, h.to_account_id, h.group_id, h.user_id, h.placed_by, h.event_count,
        h.currency, trim_scale(h.amount)::text, trim_scale(h.captured)::text,
        trim_scale(h.released)::text, trim_scale(h.tolerance)::text, h.status, h.is_freeze,
        ledger_private.moment_json(h.expires_at), h.description, h.metadata
    )) AS parts
FROM ledger_private.hold AS h
UNION ALL
SELECT
    'webhook_endpoint' AS object_type,
    e.endpoint_id::text AS object_key,
    e.endpoint_id AS uuid_key,
    NULL::bigint AS user_key,
    NULL::text AS text_key,
    jsonb_build_object('rule', jsonb_build_array(
        e.user_id, e.url, e.event_types, e.account_ids, e.of_user_id, e.category_path, e.status,
        ledger_private.moment_json(e.removed_at)
    )) AS parts
FROM ledger_private.webhook_endpoint AS e
UNION ALL
SELECT
    'category' AS object_type,
    c.category_id::text AS object_key,
    c.category_id AS uuid_key,
    NULL::bigint AS user_key,
    NULL::text AS text_key,
    jsonb_build_object('rule', jsonb_build_array(c.parent_category_id, c.name)) AS parts
FROM ledger_private.category AS c
UNION ALL
SELECT
    'asset' AS object_type,
    c.currency::text AS object_key,
    NULL::uuid AS uuid_key,
    NULL::bigint AS user_key,
    c.currency::text AS text_key,
    jsonb_build_object('rule', jsonb_build_array(c.name, c.minor_units)) AS parts
FROM ledger_private.currency AS c
UNION ALL
SELECT
    'right' AS object_type,
    p.role || ' ' || p.permission AS object_key,
    NULL::uuid AS uuid_key,
    NULL::bigint AS user_key,
    p.role || ' ' || p.permission AS text_key,
    jsonb_build_object('rule', to_jsonb(true)) AS parts
FROM ledger_private.role_permission AS p;

COMMENT ON VIEW ledger_private.sealed_objects IS
'What is compared with what was sealed: accounts, users, limits, delegations, API keys, holds, webhook endpoints, categories, assets and rights, without what posting and use change. Its parts never leave the ledger but as salted hashes.';
COMMENT ON COLUMN ledger_private.sealed_objects.object_type IS 'Kind of the object.';
COMMENT ON COLUMN ledger_private.sealed_objects.object_key IS 'What names it among those of its kind.';
COMMENT ON COLUMN ledger_private.sealed_objects.uuid_key IS 'Its key in its table, where that is an id; of a delegation, the account''s.';
COMMENT ON COLUMN ledger_private.sealed_objects.user_key IS 'Its key in its table, where that is a user''s id; of a delegation, the second half.';
COMMENT ON COLUMN ledger_private.sealed_objects.text_key IS 'Its key in its table, where that is a text.';
COMMENT ON COLUMN ledger_private.sealed_objects.parts IS 'Its parts by their names.';
