-- Nothing is left of it to verify: its code is that of a newer release, in code_0003.
BEGIN;

SELECT 1;

ROLLBACK;
