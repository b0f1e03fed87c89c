-- Names: what is reserved, and what looks like it.
BEGIN;
SELECT plan(34);

SELECT is(
    ledger_private.name_skeleton(r.prefix), r.prefix,
    'a reserved prefix is its own skeleton: ' || r.prefix
)
FROM unnest(ledger_private.reserved_prefixes()) AS r (prefix);

SELECT is(ledger_private.resembles_reserved(n.name), n.prefix, 'reserved: ' || n.name)
FROM (VALUES
    ('world:EUR', 'world:'), ('WORLD:', 'world:'), ('w0rld:x', 'world:'), ('worId:x', 'world:'),
    ('wor1d:x', 'world:'), ('wor|d:x', 'world:'), ('vvorld:x', 'world:'), ('worlcl:x', 'world:'),
    ('w o r l d : x', 'world:'), (U&'w\00f6rld:x', 'world:'), (U&'wo\0301\0323rld:x', 'world:'),
    (U&'\ff37\ff2f\ff32\ff2c\ff24\ff1a', 'world:'), (U&'\+01d430orld:x', 'world:'),
    (U&'\24e6orld:x', 'world:'), (U&'\051d\043er\04cf\0501:x', 'world:'),
    (U&'\03c9\03bfrld:x', 'world:'), (U&'world\2236x', 'world:'), (U&'world\a789x', 'world:'),
    (U&'\043d\043e\057d\0455\0435:x', 'house:'), ('House:', 'house:'),
    ('~1/x', '~'), (U&'\ff5e1/x', '~'), (U&'\02dc1/x', '~'),
    ('worldly', NULL), ('world', NULL), ('my world:EUR', NULL), ('householder:1', NULL),
    ('shop:1', NULL), (U&'\043c\0438\0440:x', NULL), ('', NULL), (NULL, NULL)
) AS n (name, prefix);

SELECT * FROM finish();
ROLLBACK;
