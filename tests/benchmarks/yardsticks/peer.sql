-- 10,000 accounts of pgledger, numbered as those of the other yardsticks; the ids are as long
-- as its own.
SELECT count(*)
FROM generate_series(1, 10000) AS n, pgledger_create_account('player ' || n, 'USD');
UPDATE pgledger_accounts AS a
SET id = 'pgla_00000000000000' || 100000000000 + n.n
FROM (SELECT p.id, row_number() OVER () AS n FROM pgledger_accounts AS p) AS n
WHERE a.id = n.id;
