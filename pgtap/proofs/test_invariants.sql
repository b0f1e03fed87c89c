-- No statement breaks an invariant: not the owner's, not a superuser's, not a replica's.
BEGIN;
SELECT plan((SELECT count(*)::integer FROM ledger_test.attack_on_money) + 4);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');
SELECT is(
    ledger_test.attack('ledger_owner', false, 'SELECT ledger_test.forge()'), 'went through',
    'a right posting by hand passes every guard, so the guards see what is wrong'
);
SELECT is(
    ledger_test.attack('ledger_owner', false, 'SELECT ledger_test.forge_legs()'), 'went through',
    'and so does one of five legs in two currencies'
);
SELECT is(
    ledger_test.answers(a.owner, a.statement), ARRAY[a.code, a.code, a.code], a.name
)
FROM ledger_test.attack_on_money AS a
ORDER BY a.name;
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
