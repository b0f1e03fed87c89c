-- Sealed personal data: shapes, who may, and the exchange of wrapped keys.
BEGIN;
SELECT plan(10);

CREATE TEMPORARY TABLE ada AS SELECT u.user_id FROM ledger.create_user('ada') AS u;

SELECT is(
    (SELECT (p.key_id, octet_length(p.wrapped_key), octet_length(p.sealed), p.shredded_at)::text
    FROM ada AS a
    CROSS JOIN LATERAL ledger.store_person(
        a.user_id, '1', decode(repeat('ab', 60), 'hex'), decode(repeat('cd', 40), 'hex'),
        decode(repeat('ef', 32), 'hex')
    ) AS p),
    '(1,60,40,)', 'a person is kept as the gateway sealed it'
);
SELECT ledger_test.refused(
    format(
        $$SELECT ledger.store_person(%s, '1', '\x00', decode(repeat('cd', 40), 'hex'))$$,
        (SELECT a.user_id FROM ada AS a)
    ),
    'LG109', '{"field": "sealed"}', 'what is no wrapped key is refused'
);
SELECT ledger_test.refused(
    $$SELECT ledger.store_person(999, '1', decode(repeat('ab', 60), 'hex'),
        decode(repeat('cd', 40), 'hex'))$$,
    'LG004', '{"user_id": 999}', 'nobody is no person'
);
SELECT is(
    (SELECT count(*) FROM ledger.find_person(decode(repeat('ef', 32), 'hex'))),
    1::bigint, 'a blind index finds its person'
);
SELECT is(
    (SELECT count(*) FROM ledger.list_people(p_except_key_id => '1')),
    0::bigint, 'all are wrapped by key 1'
);
SELECT is(
    (SELECT (p.key_id, octet_length(p.sealed))::text
    FROM ada AS a
    CROSS JOIN LATERAL ledger.rewrap_person(
        a.user_id, decode(repeat('ab', 60), 'hex'), '2', decode(repeat('aa', 60), 'hex')
    ) AS p),
    '(2,40)', 'a key is wrapped anew, the data stays as it is'
);
SELECT ledger_test.refused(
    format(
        $$SELECT ledger.rewrap_person(%1$s, decode(repeat('ab', 60), 'hex'), '3',
            decode(repeat('aa', 60), 'hex'))$$,
        (SELECT a.user_id FROM ada AS a)
    ),
    'LG306', jsonb_build_object('user_id', (SELECT a.user_id FROM ada AS a)),
    'a key that changed meanwhile is left alone'
);
SELECT is(
    (SELECT num_nonnulls(p.key_id, p.wrapped_key, p.sealed)
    FROM ada AS a CROSS JOIN LATERAL ledger.shred_person(a.user_id) AS p),
    0, 'a shredded person has nothing left to open'
);
SELECT ledger_test.refused(
    format('SELECT ledger.read_person(%s)', (SELECT a.user_id FROM ada AS a)),
    'LG016', jsonb_build_object('user_id', (SELECT a.user_id FROM ada AS a)),
    'nor is it read'
);
SELECT is(
    (SELECT array_agg(e.action ORDER BY e.event_id)
    FROM ada AS a
    CROSS JOIN LATERAL ledger.list_auth_events(p_user_id => a.user_id) AS e
    WHERE e.action LIKE 'PERSON%'),
    ARRAY['PERSON_STORED', 'PERSON_REWRAPPED', 'PERSON_SHREDDED'],
    'each step is noted'
);

SELECT * FROM finish();
ROLLBACK;
