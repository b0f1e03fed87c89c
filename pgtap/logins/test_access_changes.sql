-- Whoever changes what a user proves itself with, or its rights, is heard of by gateways.
BEGIN;
SELECT plan(20);
SELECT isnt(ledger_test.given_user(f.name), NULL, f.name) FROM (VALUES ('ann'), ('bea')) AS f (name);
INSERT INTO ledger_private.outside_identity (issuer, subject, user_id, created_at)
VALUES ('https://login.example', 'ann', ledger_test.user_id('ann'), now());
SELECT isnt((ledger_gateway.finish_login('ann', true, NULL, ledger_test.stranger())).session_id, NULL,
    'a session');
CREATE TEMP TABLE made AS SELECT k.* FROM ledger.create_api_key(
    ledger_test.user_id('ann'), 'importer', NULL, now() + interval '1 day'
) AS k;
-- Everything counts as later than the first transaction; what was told is taken away.
CREATE FUNCTION pg_temp.heard()
RETURNS bigint[] LANGUAGE plpgsql AS $function$
DECLARE
    v_heard bigint[] := (ledger_gateway.list_access_changes('3:3:', ledger_test.stranger())).user_ids;
BEGIN
    DELETE FROM ledger_private.access_change;
    RETURN v_heard;
END
$function$;

SELECT is(pg_temp.heard(), '{}', 'who is new is remembered by nobody');
SELECT lives_ok(f.change, f.change)
FROM (VALUES ('UPDATE ledger_private.api_key SET last_used_at = now()'),
    ('UPDATE ledger_private.app_user SET display_name = username FROM ledger_private.login AS l
        WHERE l.user_id = app_user.user_id')) AS f (change);
SELECT is(pg_temp.heard(), '{}', 'nor is what proves and allows nothing');

CREATE FUNCTION pg_temp.hears_after(p_change text, p_told text)
RETURNS text LANGUAGE plpgsql AS $function$
BEGIN
    EXECUTE p_change;
    RETURN is(pg_temp.heard(), ARRAY[ledger_test.user_id('ann')], p_told);
END
$function$;
SELECT pg_temp.hears_after(f.change, f.told)
FROM (VALUES
    ($$SELECT ledger.set_user_role(ledger_test.user_id('ann'), 'service')$$, 'a role'),
    ($$SELECT ledger.set_user_status(ledger_test.user_id('ann'), 'SUSPENDED')$$, 'a status'),
    ($$UPDATE ledger_private.app_user SET status = 'ACTIVE' WHERE user_id =
        ledger_test.user_id('ann')$$, 'a DBA''s own statement'),
    ($$UPDATE ledger_private.auth_session SET expires_at = now()$$, 'a session that is shortened'),
    ($$UPDATE ledger_private.auth_session SET ended_at = now(), end_reason = 'x'$$, 'or ended'),
    ($$INSERT INTO ledger_private.revoked_token VALUES
        (ledger_test.user_id('ann'), 'j', now(), now())$$, 'a token without a session'),
    ($$UPDATE ledger_private.api_key SET scopes = '{read}'$$, 'the scopes of a key'),
    ($$UPDATE ledger_private.api_key SET revoked_at = now()$$, 'its end'),
    ($$DELETE FROM ledger_private.api_key$$, 'its removal'),
    ($$DELETE FROM ledger_private.outside_identity$$, 'a link to a provider'),
    ($$UPDATE ledger_private.app_user SET sessions_ended_at = now()
        WHERE user_id = ledger_test.user_id('ann')$$, 'all sessions')
) AS f (change, told);

INSERT INTO ledger_private.access_change (xact_id, user_id, changed_at)
SELECT n::text::xid8, n, now() - interval '61 minutes' FROM generate_series(10, 14) AS n;
SELECT pg_temp.hears_after(
    $$UPDATE ledger_private.app_user SET status = 'ACTIVE' WHERE user_id =
        ledger_test.user_id('ann')$$, 'what is older than an hour goes'
);
SELECT ledger_test.refused(
    'SELECT ledger_gateway.list_access_changes(NULL)', 'LG206',
    jsonb_build_object(
        'reason', 'only a login in ledger_app may ask, and it must pass p_actor',
        'login', session_user
    ), 'only gateways ask'
);
SELECT * FROM finish();
ROLLBACK;
