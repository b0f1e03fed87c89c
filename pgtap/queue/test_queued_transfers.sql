-- The two steps of ledger.post_transfer_gathered, one after the other in one session.
BEGIN;
SELECT plan(15);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');
CREATE TEMPORARY TABLE who AS
SELECT ledger_test.given_user('anna') AS anna, ledger_test.given_user('bert') AS bert;
SELECT ledger_test.given_account('anna', 'USD', 100, p_user_id => anna),
    ledger_test.given_account('bert', 'USD', 100, p_user_id => bert)
FROM who;
CREATE TEMPORARY TABLE asked (name text, request_id uuid);
GRANT SELECT ON who TO ledger_web, ledger_dba;
GRANT ALL ON asked TO ledger_web, ledger_dba;

CREATE FUNCTION pg_temp.ask(
    p_name text, p_item ledger.transfer_request, p_actor ledger.actor DEFAULT NULL
)
RETURNS void
LANGUAGE sql
AS 'INSERT INTO asked SELECT p_name, ledger_gateway.queue_transfer(p_item, NULL, p_actor)';

CREATE FUNCTION pg_temp.told(
    p_name text, p_item ledger.transfer_request, p_actor ledger.actor DEFAULT NULL
)
RETURNS text
LANGUAGE sql
AS $$
    SELECT concat_ws(' ', t.status, t.amount, t.currency, t.idempotency_key, t.user_id = w.anna)
    FROM asked AS a, who AS w,
        LATERAL ledger_gateway.post_queued(a.request_id, p_item, NULL, p_actor) AS t
    WHERE a.name = p_name
$$;

SET SESSION AUTHORIZATION ledger_dba;
SELECT lives_ok(
    $$SELECT pg_temp.ask('one', ledger_test.item('anna', 'bert', 10, 'k1')),
        pg_temp.ask('two', ledger_test.item('anna', 'bert', 900, 'k2')),
        pg_temp.ask('three', ledger_test.item('anna', 'bert', -1, 'k3')),
        pg_temp.ask('four', ledger_test.item('anna', 'bert', 11, 'k1')),
        pg_temp.ask('five', ledger_test.item('anna', 'bert', 10, 'k1'))$$,
    'five requests wait'
);
SELECT is(
    pg_temp.told('one', ledger_test.item('anna', 'bert', 10, 'k1')),
    'COMPLETED 10.00 USD k1 t', 'who comes first posts all and is told of its own'
);
SELECT is(
    pg_temp.told('five', ledger_test.item('anna', 'bert', 10, 'k1')),
    'COMPLETED 10.00 USD k1 t', 'the same request under the same key gets the same answer'
);
SELECT is(
    pg_temp.told('two', ledger_test.item('anna', 'bert', 900, 'k2')), 'FAILED',
    'a refused one is told that it was refused, and the refusal is on file'
);
SELECT is(
    pg_temp.told('four', ledger_test.item('anna', 'bert', 11, 'k1')), '',
    'nor does another request under a used key'
);
SELECT is(
    pg_temp.told('one', ledger_test.item('anna', 'bert', 12, 'k1')), '',
    'the answer belongs to the request, not to the id of the place in the queue'
);
SELECT throws_ok(
    $$SELECT ledger.post_transfer(
        ledger_test.id('anna'), ledger_test.id('bert'), 900, 'USD', 'k2'
    )$$,
    'LG201', NULL, 'the reason is told by the call that follows'
);
SELECT throws_ok(
    $$SELECT pg_temp.ask('none', ledger_test.item('anna', 'bert', 1))$$,
    'LG108', NULL, 'without a key nobody could ask again'
);
SELECT throws_ok(
    $$SELECT pg_temp.ask('vouch', ledger_test.item('anna', 'bert', 1, 'k4'),
        ledger_test.actor('anna'))$$,
    'LG206', NULL, 'only a gateway says for whom it asks'
);
RESET SESSION AUTHORIZATION;
SELECT is((ledger.get_balance(ledger_test.id('anna'))).balance, 90.00, 'one of the five moved money');

SET SESSION AUTHORIZATION ledger_web;
SELECT throws_ok(
    $$SELECT pg_temp.ask('nobody', ledger_test.item('anna', 'bert', 1, 'k5'))$$,
    'LG206', NULL, 'a gateway must say for whom'
);
SELECT pg_temp.ask('mine', ledger_test.item('anna', 'bert', 5, 'k1'), ledger_test.actor('anna')),
    pg_temp.ask('hers', ledger_test.item('anna', 'bert', 6, 'k6'), ledger_test.actor('bert'));
SELECT is(
    pg_temp.told('hers', ledger_test.item('anna', 'bert', 6, 'k6'), ledger_test.actor('bert')),
    '', 'a customer does not spend what is another''s'
);
SELECT is(
    pg_temp.told('mine', ledger_test.item('anna', 'bert', 5, 'k1'), ledger_test.actor('anna')),
    'COMPLETED 5.00 USD k1 t', 'keys are each user''s own'
);
RESET SESSION AUTHORIZATION;
SELECT results_eq(
    $$SELECT l.user_id = w.anna, l.database_user, l.request_id
    FROM ledger.audit_logs AS l, who AS w
    WHERE l.account_id = ledger_test.id('anna') AND l.user_role = 'customer'$$,
    $$VALUES (true, 'ledger_web', 'request-1')$$,
    'the audit names who asked, whoever posted it'
);
SELECT * FROM finish();
ROLLBACK;
