-- Refreshing and ending sessions; what a token is worth afterwards.
BEGIN;
SELECT plan(30);
SELECT isnt(ledger_test.given_user(f.name, f.role), NULL, f.name)
FROM (VALUES ('ann', 'customer'), ('olga', 'operator'), ('ada', 'administrator')) AS f (name, role);
CREATE TEMP TABLE grants (name text, g ledger_gateway.session_grant);
INSERT INTO grants
SELECT f.name, ledger_gateway.finish_login(f.user, true, NULL, ledger_test.stranger())
FROM (VALUES ('one', 'ann'), ('two', 'ann'), ('olga', 'olga')) AS f (name, "user");
CREATE FUNCTION pg_temp.refresh(p_name text)
RETURNS ledger_gateway.session_grant LANGUAGE sql
RETURN (SELECT ledger_gateway.refresh_session(
    sha256(convert_to((t.g).refresh_token, 'UTF8')), ledger_test.stranger()
) FROM grants AS t WHERE t.name = p_name);
CREATE FUNCTION pg_temp.is_good(p_name text, p_jti text DEFAULT 'j')
RETURNS boolean LANGUAGE sql
RETURN (SELECT EXISTS (SELECT FROM ledger_gateway.check_token(
    (t.g).user_id, p_jti, now(), (t.g).session_id, p_actor => ledger_test.stranger()
)) FROM grants AS t WHERE t.name = p_name);
CREATE FUNCTION pg_temp.is_loose_good(p_username text, p_at timestamptz, p_jti text DEFAULT 'j')
RETURNS boolean LANGUAGE sql
RETURN EXISTS (SELECT FROM ledger_gateway.check_token(
    ledger_test.user_id(p_username), p_jti, p_at, p_actor => ledger_test.stranger()
));

SELECT ok(pg_temp.is_good('one'), 'a token of a session is good');
SELECT ok(pg_temp.is_loose_good('ann', now()), 'and one without a session');
INSERT INTO grants SELECT 'one again', pg_temp.refresh('one');
SELECT is((t.g).outcome, 'GRANTED', 'a refresh token gives the next') FROM grants AS t
WHERE t.name = 'one again';
SELECT is(count(DISTINCT (t.g).session_id), 1::bigint, 'of the same session') FROM grants AS t
WHERE t.name LIKE 'one%';
SELECT is((pg_temp.refresh('one')).outcome, 'REUSED', 'used twice');
SELECT is((pg_temp.refresh('one again')).outcome, 'ENDED', 'the whole session has ended');
SELECT ok(NOT pg_temp.is_good('one'), 'with its tokens');
SELECT ok(pg_temp.is_good('two'), 'the other session goes on');
SELECT is(ledger_gateway.refresh_session('\x00', ledger_test.stranger())::text, '(UNKNOWN,,,,,)', 'no token');
UPDATE ledger_private.refresh_token SET expires_at = now() - interval '1 s' WHERE used_at IS NULL;
SELECT is((pg_temp.refresh('two')).outcome, 'EXPIRED', 'too late');
UPDATE ledger_private.refresh_token SET expires_at = now() + interval '1 d' WHERE used_at IS NULL;
SELECT is((ledger.set_user_status(ledger_test.user_id('ann'), 'SUSPENDED')).status, 'SUSPENDED',
    'a user is suspended');
SELECT is((pg_temp.refresh('two')).outcome, 'SUSPENDED', 'and cannot go on');
SELECT ok(NOT pg_temp.is_good('two') AND NOT pg_temp.is_loose_good('ann', now()), 'with no token');
SELECT is((ledger_gateway.finish_login('ann', true, NULL, ledger_test.stranger())).outcome, 'REFUSED',
    'nor log in');
SELECT lives_ok(format('SELECT ledger.set_user_status(%s, ''ACTIVE'')', ledger_test.user_id('ann')),
    'until it is active again');

SELECT is(
    (ledger.end_session((t.g).session_id, p_actor => ledger_test.actor('olga'))).username,
    'olga', 'ending another''s session'
) FROM grants AS t WHERE t.name = 'two';
SELECT ok(pg_temp.is_good('two'), 'ends nothing');
SELECT lives_ok($$SELECT ledger.end_session((t.g).session_id, p_actor => ledger_test.actor('ann'))
    FROM grants AS t WHERE t.name = 'two'$$, 'one''s own');
SELECT ok(NOT pg_temp.is_good('two'), 'ends it');
SELECT lives_ok($$SELECT ledger.end_session(NULL, 'jti-1', now() + '1 d', ledger_test.actor('ann'))$$,
    'a token without a session is voided');
SELECT ok(NOT pg_temp.is_loose_good('ann', now(), 'jti-1') AND pg_temp.is_loose_good('ann', now()),
    'and no other');
SELECT ledger_test.refused('SELECT ledger.end_session(NULL, NULL, NULL, ledger_test.actor(''ann''))',
    'LG109', '{"field": "token_id"}', 'nothing to end');

SELECT lives_ok('SELECT ledger.end_all_sessions(p_actor => ledger_test.actor(''olga''))', 'everywhere');
SELECT ok(NOT pg_temp.is_good('olga') AND NOT pg_temp.is_loose_good('olga', now()),
    'ends sessions and loose tokens');
SELECT ok(pg_temp.is_loose_good('olga', now() + interval '2 s'), 'but not later ones');
SELECT ledger_test.refused(format('SELECT ledger.end_all_sessions(%s, ledger_test.actor(%L))',
    ledger_test.user_id(f.whose), f.who), 'LG206', '{}', f.who || ' may not end those of ' || f.whose)
FROM (VALUES ('ann', 'olga'), ('olga', 'ada')) AS f (who, whose);
SELECT * FROM finish();
ROLLBACK;
