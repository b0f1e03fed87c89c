-- Takes away everything sql/ made; tables and their rows stay, and nothing can be posted.
BEGIN;
SET LOCAL lock_timeout = '5s';

\ir ../../sql/drop.sql

COMMIT;
