-- Ids: their layout, the hash of a username with its vectors, ids of the house, ids of batches.
BEGIN;
SELECT plan(43);
SELECT is(ledger.bucket_of_username(f.name), f.bucket, 'the bucket of ' || f.name)
FROM (VALUES ('alice', 701), ('ann', 1177), ('bob', 2075), ('rob', 2115), (E'Zo\u00eb', 3178),
    (E'Zoe\u0308', 3178), ('', 3643)) AS f (name, bucket);
SELECT is(ledger.bucket_of(f.id), f.bucket, 'the bucket of ' || f.id)
FROM (VALUES ('01a215ca-1ee9-7c62-a414-7f4bdf5502bd'::uuid, 701),
    ('01a215ca-1ee9-7c62-a414-7f4bdf55f000', 61440), ('00000000-0000-7000-8000-00000000ffff',
    65535),
    (NULL, NULL)) AS f (id, bucket);

-- UUIDv7: its time, version and variant; 46 random bits, each of which comes up both ways.
CREATE TEMP TABLE drawn AS
SELECT n, ledger_private.new_id(CASE WHEN n % 2 = 0 THEN 701 ELSE 61440 END) AS id
FROM generate_series(1, 200) AS n;
SELECT matches(string_agg(d.id::text, ' '),
    '^([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{8}(02bd|f000) ?){200}$',
    'v7')
FROM drawn AS d;
SELECT ok(
    bool_and(
        d.id > ledger_private.id_at(clock_timestamp() - interval '20 s')
        AND d.id < ledger_private.id_at(clock_timestamp() + interval '1 s')
    ), 'they tell when they were made'
) FROM drawn AS d;
CREATE FUNCTION pg_temp.random_bits(p_ids text[]) RETURNS bigint LANGUAGE sql AS $$
    SELECT count(*) FROM generate_series(67, 112) AS b
    WHERE (
        SELECT count(DISTINCT substr(('x' || replace(i, '-', ''))::bit(128)::text, b, 1)) = 2
        FROM unnest(p_ids) AS i
    )
$$;
SELECT is(pg_temp.random_bits(array_agg(d.id::text)), 46::bigint, 'of new_id 46 bits are random')
FROM drawn AS d;
CREATE TEMP TABLE batch AS
SELECT n, ledger_private.numbered_id(ledger_private.new_id(0), b.noise, n, 701) AS id
FROM (SELECT ledger_private.batch_noise(1000) AS noise OFFSET 0) AS b, generate_series(1,
    1000) AS n;
SELECT is(count(DISTINCT right(b.id::text, 12)), 1000::bigint, 'of a batch no tail comes twice')
FROM batch AS b;
SELECT is(count(DISTINCT substr(b.id::text, 25, 8)), 1000::bigint, 'each has 32 bits of its own')
FROM batch AS b;
SELECT is(length(ledger_private.batch_noise(f.n)), f.bytes, f.n || ' items')
FROM (VALUES (1, 64), (16, 64), (17, 128), (10000, 40000)) AS f (n, bytes);
SELECT isnt(ledger_private.batch_noise(1), ledger_private.batch_noise(1), 'noise is drawn anew');

-- Accounts of the house: without a bound and by a name, one id everywhere.
SELECT is((ledger.open_account('EUR', p_account_class => 'asset',
    p_code => 'world:EUR')).account_id,
    '00000000-0000-7d27-a5c1-54d0a7ccffff', 'world:EUR has one id everywhere');
SELECT is(ledger.bucket_of((ledger.open_account('EUR', p_account_class => f.class, p_code => f.code,
    p_min_balance => f.min, p_max_balance => f.max)).account_id), f.bucket, f.why)
FROM (VALUES ('income', 'fees', NULL::numeric, NULL::numeric, 65535, 'no bound'),
    ('liability', 'open', '-Infinity', 'Infinity', 65535, 'the bounds are taken away'),
    ('liability', 'till', NULL, NULL, 61440, 'a liability has a floor'),
    ('asset', 'safe', 0, NULL, 61440, 'a floor'), ('asset', 'cup', NULL, 5, 61440, 'a ceiling'),
    ('income', NULL, NULL, NULL, 61440, 'no name')) AS f (class, code, min, max, bucket, why);
SELECT is((SELECT count(*) FROM ledger.list_accounts(
    p_since => clock_timestamp() - interval '1 minute', p_code => 'world:EUR') AS a),
    1::bigint, 'a list by time has it too');

-- A user_id that somebody else has drawn.
SELECT is((ledger.create_user('alice', p_user_id => 2 * 4096 + 701)).user_id, 8893::bigint,
    'given');
SELECT ledger_test.refused('SELECT ledger.create_user(' || f.call || ')', f.code,
    f.detail::jsonb, f.call)
FROM (VALUES ('''ann'', p_user_id => 8893', 'LG109', '{"field": "user_id"}'),
    ('''ann'', p_user_id => 1177', 'LG109', '{"field": "user_id"}'),
    ('''ann'', p_user_id => -2919', 'LG109', '{"field": "user_id"}')) AS f (call, code, detail);
-- Three names of one bucket, so that the number alone tells them apart.
CREATE TEMP TABLE first AS SELECT (ledger.create_user('u65')).user_id AS id;
SELECT is(f.id & 4095, ledger.bucket_of_username('u452')::bigint, 'drawn with its bucket')
FROM first AS f;
SELECT ledger_test.refused(format('SELECT ledger.create_user(''u239'', p_user_id => %s)', f.id),
    'LG308', jsonb_build_object('user_id', f.id), 'another has it') FROM first AS f;
SELECT is((ledger.create_user('u239', p_user_id => f.id + 4096)).user_id, f.id + 4096,
    'the next number')
FROM first AS f;
SELECT is((ledger.create_user('u452')).user_id, f.id + 8192, 'is not drawn again') FROM first AS f;

-- A group lives with its first hold.
SELECT ok(ledger_test.given_account('alice:1', 'EUR', 9, p_user_id => 8893) IS NOT NULL
    AND ledger_test.given_account('shop', 'EUR', 9) IS NOT NULL, 'two accounts with money');
CREATE FUNCTION pg_temp.hold(p_code text, p_group uuid) RETURNS ledger.holds LANGUAGE sql
RETURN ledger.hold_funds(ledger_test.id(p_code), 1, p_group_id => p_group);
CREATE TEMP TABLE held AS SELECT h.* FROM pg_temp.hold('alice:1', NULL) AS h;
SELECT is(h.group_id, h.hold_id, 'a hold is its own group') FROM held AS h;
SELECT is((pg_temp.hold('shop', h.group_id)).group_id, h.hold_id,
    'which another may join') FROM held AS h;
SELECT ledger_test.refused($$SELECT pg_temp.hold('alice:1',
    '00000000-0000-7000-8000-00000000f000')$$,
    'LG109', '{"field": "group_id"}', 'a group of another bucket');
SELECT is((pg_temp.hold('alice:1', '00000000-0000-7000-8000-0000000002bd')).amount, 1.00,
    'of its own');
SELECT is((ledger.freeze_amount(ledger_test.id('shop'), 1, 'court')).group_id, NULL,
    'a freeze is in no group');
SELECT * FROM finish();
ROLLBACK;
