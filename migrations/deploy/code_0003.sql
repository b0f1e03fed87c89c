-- Functions, triggers, views, grants and comments, replayed whole from sql/.
BEGIN;
SET LOCAL lock_timeout = '5s';

\ir ../replay/0003.sql

COMMIT;
