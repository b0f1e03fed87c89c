-- The code of this release: the newest replay file is the only live one.
\ir ../../sql/code.sql
