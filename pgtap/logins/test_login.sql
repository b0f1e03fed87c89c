-- Logging in: a hash for each counted attempt, a growing wait, a session at the end.
BEGIN;
SELECT plan(29);
SELECT isnt(ledger_test.given_user('ann'), NULL, 'a user is there');
CREATE FUNCTION pg_temp.try(p_username text, p_ip_address inet DEFAULT '198.51.100.9')
RETURNS ledger_gateway.login_attempt LANGUAGE sql
RETURN ledger_gateway.begin_login(p_username, ledger_test.stranger(p_ip_address));
CREATE FUNCTION pg_temp.end(p_username text, p_ok boolean, p_hash text DEFAULT NULL)
RETURNS ledger_gateway.session_grant LANGUAGE sql
RETURN ledger_gateway.finish_login(p_username, p_ok, p_hash, ledger_test.stranger());

SELECT is(pg_temp.try('ann')::text, '(,,0)', 'without a password there is nothing to compare');
SELECT is((pg_temp.end('ann', false)).outcome, 'REFUSED', 'and no session');
SELECT ledger_test.refused(
    format('SELECT ledger.set_password_hash(%s, %s)', ledger_test.user_id('ann'), f.hash),
    'LG109', '{"field": "password_hash"}', 'no argon2id hash: ' || left(f.hash, 30)
)
FROM (VALUES ('NULL'), ('''secret'''), ('''$2b$12$abc'''), ('''$argon2i$v=19$m=1$a$b'''),
    ('''$argon2id$v=19$'' || repeat(''x'', 300)')) AS f (hash);
SELECT is(
    (ledger.set_password_hash(ledger_test.user_id('ann'), '$argon2id$v=19$m=1$salt$h')).username,
    'ann', 'a hash is set'
);
SELECT is(
    pg_temp.try('ann')::text, format('(%s,$argon2id$v=19$m=1$salt$h,0)', ledger_test.user_id('ann')),
    'begin_login hands the hash out'
);
SELECT is(pg_temp.try('nobody')::text, '(,,0)', 'an unknown name looks like one without a password');
CREATE TEMP TABLE granted AS SELECT g.* FROM pg_temp.end('ann', true) AS g;
SELECT is(
    (g.outcome, g.user_id, g.role, g.refresh_token ~ '^zr_0499_[0-9a-f]{64}$')::text,
    ('GRANTED', ledger_test.user_id('ann'), 'customer', true)::text, 'a session is granted'
) FROM granted AS g;
SELECT is(
    (s.user_id, s.ended_at, s.ip_address, s.expires_at > g.expires_at)::text,
    (g.user_id, NULL, '198.51.100.9'::inet, true)::text, 'the session is on file'
) FROM granted AS g JOIN ledger.auth_sessions AS s USING (session_id);
SELECT is_empty(
    $$SELECT t FROM ledger_private.refresh_token AS t, granted AS g
    WHERE t::text LIKE '%' || g.refresh_token || '%'$$, 'the token itself is not'
);
SELECT is(
    (SELECT string_agg(e.action, ' ' ORDER BY e.event_id) FROM ledger.auth_events AS e
        WHERE e.user_id = ledger_test.user_id('ann')),
    'LOGIN_FAILED PASSWORD LOGIN', 'what happened was written down'
);
SELECT is(
    (pg_temp.end('ann', true, '$argon2id$v=19$m=2$salt$h')).outcome, 'GRANTED',
    'a hash with newer parameters comes with the end of the login'
);
SELECT is((pg_temp.try('ann')).password_hash, '$argon2id$v=19$m=2$salt$h', 'and replaces the old');

-- The wait: none for four failures, then a second that doubles.
SELECT is((pg_temp.end('ann', true)).outcome, 'GRANTED', 'a success takes back what was counted');
CREATE TEMP TABLE waits AS
SELECT n, (pg_temp.try('ann', '198.51.100.10')).wait_seconds AS wait_seconds
FROM generate_series(1, 7) AS n;
SELECT is(max(w.wait_seconds), 1, 'the sixth attempt in a row must wait') FROM waits AS w;
SELECT is((pg_temp.try('ann')).password_hash, NULL, 'and no hash is handed out meanwhile');
SELECT is((pg_temp.try('ann', NULL)).wait_seconds, 1, 'nor to somebody from nowhere');
UPDATE ledger_private.login_throttle SET failures = 11, free_at = now() - interval '1 second'
WHERE throttle_key LIKE 'name:%';
SELECT is((pg_temp.try('ann')).wait_seconds, 0, 'when the wait is over');
SELECT is((pg_temp.try('ann')).wait_seconds, 128, 'the next is twice as long');
UPDATE ledger_private.login_throttle SET failures = 400, free_at = now() - interval '1 second';
SELECT is((pg_temp.try('bea')).wait_seconds, 0, 'an address is counted too, of whatever names');
SELECT is((pg_temp.try('carl')).wait_seconds, 900, 'and waits a quarter of an hour at most');
SELECT is((pg_temp.try('carl', '2001:db8::1')).wait_seconds, 0, 'another address is free');
UPDATE ledger_private.login_throttle
SET last_attempt_at = now() - interval '61 minutes', free_at = now() - interval '61 minutes';
SELECT is((pg_temp.try('ann')).wait_seconds, 0, 'after an hour of quiet');
SELECT is(
    (SELECT max(t.failures) FROM ledger_private.login_throttle AS t
        WHERE t.throttle_key = ANY (ledger_private.throttle_keys('ann', '198.51.100.9'))), 1,
    'counting starts anew'
);
SELECT is(
    (ledger_private.throttle_keys('x', '2001:db8::1234:1'))[1], 'address:2001:db8::/64',
    'IPv6 counts by its network'
);
SELECT * FROM finish();
ROLLBACK;
