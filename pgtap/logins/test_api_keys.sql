-- API keys and their scopes; outside identities; roles, states and permissions of users.
BEGIN;
SELECT plan(48);
SELECT isnt(ledger_test.given_user(f.name, f.role), NULL, f.name)
FROM (VALUES ('ann', 'customer'), ('rob', 'service'), ('olga', 'operator'),
    ('ada', 'administrator'), ('ed', 'auditor')) AS f (name, role);
CREATE FUNCTION pg_temp.as(p_call text, p_who text, p_scopes text DEFAULT 'NULL')
RETURNS text LANGUAGE sql
RETURN format('SELECT ledger.%s, p_actor => ledger_test.actor(%L, %s))', p_call, p_who, p_scopes);
CREATE FUNCTION pg_temp.holder(p_secret text)
RETURNS ledger_gateway.identity LANGUAGE sql
RETURN (SELECT i FROM ledger_gateway.check_api_key(
    sha256(convert_to(p_secret, 'UTF8')), ledger_test.stranger()) AS i);

CREATE TEMP TABLE made AS SELECT k.* FROM ledger.create_api_key(
    ledger_test.user_id('rob'), 'importer', ARRAY['read'], now() + interval '1 day',
    p_actor => ledger_test.actor('olga')
) AS k;
SELECT is((m.secret ~ '^zs_0843_[0-9a-f]{64}$', m.prefix = left(m.secret, 16))::text, '(t,t)',
    'a key with the bucket of its user')
FROM made AS m;
SELECT is((h.user_id, h.role, h.scopes, h.api_key_id)::text,
    (ledger_test.user_id('rob'), 'service', ARRAY['key:' || m.api_key_id, 'read'], m.api_key_id)::text, 'stands for its user')
FROM made AS m, pg_temp.holder(m.secret) AS h;
SELECT is_empty('SELECT FROM ledger_private.api_key AS k, made AS m WHERE k::text LIKE ''%''
    || substr(m.secret, 17) || ''%''', 'the secret is not kept');
SELECT isnt(k.last_used_at, NULL, 'its use is') FROM ledger.list_api_keys(
    ledger_test.user_id('rob'), p_actor => ledger_test.actor('olga')) AS k;
SELECT is(pg_temp.holder('zs_0843_' || repeat('0', 64)), NULL, 'another key is nobody''s');
SELECT is(count(*), 1::bigint, 'a user lists its own')
FROM ledger.list_api_keys(p_actor => ledger_test.actor('rob'));
SELECT ledger_test.refused(pg_temp.as(f.call, f.who, f.scopes), f.code, f.detail::jsonb, f.call)
FROM (SELECT ledger_test.user_id('rob') AS rob, ledger_test.user_id('ada') AS ada) AS u,
LATERAL (VALUES
    (format('create_api_key(%s, ''x''', u.rob), 'rob', 'NULL', 'LG206', '{}'),
    (format('create_api_key(%s, ''x''', u.ada), 'olga', 'NULL', 'LG206', '{"wanted": "administrator"}'),
    ('create_api_key(4711, ''x''', 'olga', 'NULL', 'LG004', '{}'),
    ('create_api_key(0, ''x''', 'olga', 'NULL', 'LG004', '{}'),
    (format('create_api_key(%s, ''''', u.rob), 'olga', 'NULL', 'LG109', '{"field": "name"}'),
    (format('create_api_key(%s, ''x'', ''{fly}''', u.rob), 'olga', 'NULL', 'LG109',
        '{"field": "scopes"}'),
    (format('create_api_key(%s, ''x'', ''{}''', u.rob), 'olga', 'NULL', 'LG109',
        '{"field": "scopes"}'),
    (format('create_api_key(%s, ''x'', p_expires_at => now() + ''367 d''', u.rob), 'olga', 'NULL',
        'LG109', '{"field": "expires_at"}'),
    (format('list_api_keys(%s', u.ada), 'rob', 'NULL', 'LG206', '{}'),
    ('revoke_api_key(gen_random_uuid()', 'rob', 'NULL', 'LG206', '{}'),
    ('revoke_api_key(gen_random_uuid()', 'olga', 'NULL', 'LG010', '{}'),
    -- Scopes narrow what the role may do, and never widen it.
    ('open_account(''USD''', 'rob', '''{read}''', 'LG206', '{"scopes": ["read"]}'),
    ('find_user(''ann''', 'rob', '''{manage}''', 'LG206', '{}'),
    ('end_all_sessions(NULL', 'ann', '''{read}''', 'LG206', '{}'),
    ('list_api_keys(NULL', 'rob', '''{read}''', 'LG206', '{}')
) AS f (call, who, scopes, code, detail);
SELECT lives_ok(pg_temp.as('list_accounts(NULL', 'rob', '''{read}'''), 'what scopes name goes on');
SELECT isnt((ledger.revoke_api_key(m.api_key_id, ledger_test.actor('rob'))).revoked_at, NULL,
    'a user takes its own key back') FROM made AS m;
SELECT is(pg_temp.holder(m.secret), NULL, 'and it is nobody''s') FROM made AS m;

-- Somebody whom another vouches for.
CREATE FUNCTION pg_temp.outside(p_subject text)
RETURNS bigint LANGUAGE sql
RETURN (SELECT i.user_id FROM ledger_gateway.check_token(NULL, 'j', now(), NULL, 'https://idp', p_subject,
    ledger_test.stranger()) AS i);
SELECT is(pg_temp.outside('a|1'), NULL, 'a subject is nobody');
SELECT lives_ok(pg_temp.as(format('link_identity(%s, ''https://idp'', ''a|1''',
    ledger_test.user_id('ann')), 'olga'), 'until it is linked') FROM generate_series(1, 2);
SELECT is(pg_temp.outside('a|1'), ledger_test.user_id('ann'), 'to a user');
SELECT ledger_test.refused(pg_temp.as(f.call, 'olga'), f.code, f.detail::jsonb, f.call)
FROM (VALUES
    (format('link_identity(%s, ''https://idp'', ''a|1''', ledger_test.user_id('rob')), 'LG360', '{}'),
    (format('link_identity(%s, '''', ''a''', ledger_test.user_id('rob')), 'LG109',
        '{"field": "issuer"}'),
    (format('link_identity(%s, ''i'', NULL', ledger_test.user_id('rob')), 'LG109',
        '{"field": "subject"}'),
    ('unlink_identity(''https://idp'', ''nobody''', 'LG004', '{}')
) AS f (call, code, detail);
SELECT lives_ok(pg_temp.as('unlink_identity(''https://idp'', ''a|1''', 'olga'), 'unlinked');
SELECT is(pg_temp.outside('a|1'), NULL, 'it is nobody again');

-- Rights are rows.
SELECT ledger_test.refused(pg_temp.as('create_user(''eve''', 'rob'), 'LG206', '{}', 'no right');
SELECT lives_ok(pg_temp.as('grant_permission(''service'', ''manage''', 'ada'), 'granted');
SELECT lives_ok(pg_temp.as('create_user(''eve''', 'rob'), 'it counts at once');
SELECT lives_ok(pg_temp.as('revoke_permission(''service'', ''manage''', 'ada'), 'revoked');
SELECT ledger_test.refused(pg_temp.as('create_user(''eva''', 'rob'), 'LG206', '{}', 'at once, too');
SELECT ledger_test.refused(pg_temp.as(f.call, f.who), f.code, f.detail::jsonb, f.call) FROM (VALUES
    ('grant_permission(''auditor'', ''post''', 'olga', 'LG206', '{}'),
    ('grant_permission(''king'', ''post''', 'ada', 'LG109', '{"field": "role"}'),
    ('grant_permission(''auditor'', ''Post!''', 'ada', 'LG109', '{"field": "permission"}'),
    ('revoke_permission(''administrator'', ''administer''', 'ada', 'LG261', '{}')
) AS f (call, who, code, detail);
SELECT * FROM finish();
ROLLBACK;
